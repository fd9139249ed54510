using System.Collections.Concurrent;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Simulation.Routing;

/// <summary>For a paper wallet what stands in place of credentials; the vault is asked for all others. What kind a connection is never changes, so it is asked once.</summary>
internal sealed class RoutedCredentials(IVenueCredentials real, TenantScopes scopes) : IVenueCredentials
{
    private readonly ConcurrentDictionary<(TenantId, WalletConnectionId), VenueCredentials?> _paper = new();

    public async Task<VenueCredentials?> GetAsync(TenantRef tenant, WalletConnectionId connection, CancellationToken ct)
    {
        if (!_paper.TryGetValue((tenant.Tenant, connection), out var known))
        {
            var rows = await scopes.ReadManyAsync<(string Signer, short Type)>(
                [tenant], "select signer, signature_type from wallet_connection where id = @connection and billing_account_id = @Tenant", new { connection, tenant.Tenant }, ct);
            if (rows is not [var row]) return null;
            known = row.Type == (short)SignatureType.Paper ? VenueCredentials.OfPaper(WalletAddress.Parse(row.Signer), tenant) : null;
            _paper[(tenant.Tenant, connection)] = known;
        }

        return known ?? await real.GetAsync(tenant, connection, ct);
    }

    public async Task OpenAsync(IReadOnlyCollection<(TenantRef Tenant, WalletConnectionId Connection)> wallets, CancellationToken ct)
    {
        var unknown = wallets.Where(wallet => !_paper.ContainsKey((wallet.Tenant.Tenant, wallet.Connection))).ToDictionary(wallet => wallet.Connection.Value, wallet => wallet.Tenant);
        if (unknown.Count > 0)
        {
            var rows = await scopes.ReadManyAsync<(Guid Connection, Guid Tenant, string Signer, short Type)>(
                [.. unknown.Values.Distinct()], "select id, billing_account_id, signer, signature_type from wallet_connection where id = any(@connections)", new { connections = unknown.Keys.ToArray() }, ct);
            foreach (var row in rows.Where(row => unknown[row.Connection].Tenant.Value == row.Tenant))
                _paper[(new TenantId(row.Tenant), new WalletConnectionId(row.Connection))] = row.Type == (short)SignatureType.Paper ? VenueCredentials.OfPaper(WalletAddress.Parse(row.Signer), unknown[row.Connection]) : null;
        }

        (TenantRef, WalletConnectionId)[] live = [.. wallets.Where(wallet => _paper.TryGetValue((wallet.Tenant.Tenant, wallet.Connection), out var paper) && paper is null)];
        if (live.Length > 0) await real.OpenAsync(live, ct);
    }
}
