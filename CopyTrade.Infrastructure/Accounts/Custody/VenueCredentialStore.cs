using System.Collections.Concurrent;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Accounts.Custody;

/// <summary>The API credentials of connections, kept open for a few seconds: each order and each poll needs them. Replacing them here takes effect at once, on another host within that time.</summary>
public sealed class VenueCredentialStore(WalletVault vault, TimeProvider clock) : IVenueCredentials
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<(TenantId, WalletConnectionId), (VenueCredentials Credentials, DateTimeOffset Until)> _open = [];

    public async Task<VenueCredentials?> GetAsync(TenantRef tenant, WalletConnectionId connection, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (_open.TryGetValue((tenant.Tenant, connection), out var known) && known.Until > now) return known.Credentials;
        var credentials = await vault.FindCredentialsAsync(tenant, connection, ct);
        if (credentials is not null) _open[(tenant.Tenant, connection)] = (credentials, now + Lifetime);
        return credentials;
    }

    public async Task OpenAsync(IReadOnlyCollection<(TenantRef Tenant, WalletConnectionId Connection)> wallets, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        (TenantRef, WalletConnectionId)[] missing = [.. wallets.Where(wallet => !(_open.TryGetValue((wallet.Tenant.Tenant, wallet.Connection), out var known) && known.Until > now))];
        if (missing.Length == 0) return;
        foreach (var (tenant, connection, credentials) in await vault.FindCredentialsAsync(missing, ct)) _open[(tenant.Tenant, connection)] = (credentials, now + Lifetime);
    }

    /// <summary>Replaces the credentials of a connection and stamps when they were derived.</summary>
    public async Task StoreAsync(TenantRef tenant, WalletConnectionId connection, VenueCredentials credentials, CancellationToken ct)
    {
        await vault.StoreCredentialsAsync(tenant, connection, credentials, ct);
        _open.TryRemove((tenant.Tenant, connection), out _);
    }
}
