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
}
