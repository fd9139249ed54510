using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>Looks for deposits that are not collateral yet and, where the person agreed, asks for their wrapping (R0.40). Needs no key: the host that holds keys does what is asked for.</summary>
public sealed partial class AutoWrap(TenantScopes scopes, IDeposits deposits, TimeProvider clock, ILogger<AutoWrap> logger)
{
    // A wrap that failed is not repeated at once: each try may cost a network fee.
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMinutes(10);

    /// <summary>Returns how many wallets it looked at, and how many transfers it asked for.</summary>
    public async Task<(int Seen, int Asked)> RunAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        if (tenants.Count == 0) return (0, 0);
        var owners = tenants.ToDictionary(tenant => tenant.Tenant);
        IReadOnlyList<Row> rows;
        await using (var scope = await scopes.OpenManyAsync(tenants, ct))
        {
            rows = await scope.QueryAsync<Row>("""
                select w.id, w.billing_account_id as tenant, w.funder, a.connection_id is not null as is_on, w.bridged_balance as known
                  from wallet_connection w left join wallet_auto_wrap a on a.connection_id = w.id and a.ended_at is null
                 where w.billing_account_id = any(@tenants) and w.revoked_at is null and w.signature_type = 0
                """, new { tenants = owners.Keys.Select(tenant => tenant.Value).ToArray() });
        }

        var asked = 0;
        foreach (var row in rows)
        {
            try
            {
                var found = await deposits.BridgedAsync(row.Funder, ct);
                if (await RecordAsync(owners[row.Tenant], row, found, ct)) asked++;
            }
            catch (VenueUnavailableException e)
            {
                Log.ChainSilent(logger, row.Tenant, e.Message);
            }
        }

        return (rows.Count, asked);
    }

    private async Task<bool> RecordAsync(TenantRef tenant, Row row, Usdc found, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        await scope.ExecuteAsync("update wallet_connection set bridged_balance = @found, bridged_at = @now where id = @Id and revoked_at is null", new { row.Id, found, now });
        if (row.Known != found) scope.Announce(ChangeKind.Wallet, tenant.Tenant);
        var isWanted = row.IsOn && found >= AutoWrapView.Floor && !await scope.QuerySingleAsync<bool>(
            "select exists (select from wallet_transfer where connection_id = @Id and kind = 'wrap' and state = 'failed' and ended_at > @Since)", new { row.Id, Since = now - PauseAfterFailure });
        var terms = new TransferTerms(WalletTransferKind.Wrap, row.Funder, found);
        var asked = isWanted && await WalletTransferLedger.InsertAsync(scope, tenant.Tenant, row.Id, new(Guid.CreateVersion7(now)), terms, by: null, now);
        await scope.CommitAsync();
        if (asked) Log.Asked(logger, found, tenant.Tenant);
        return asked;
    }

    private sealed record Row(WalletConnectionId Id, TenantId Tenant, WalletAddress Funder, bool IsOn, Usdc? Known);

    private static partial class Log
    {
        [LoggerMessage(EventId = 3313, Level = LogLevel.Warning, Message = "The chain does not say whether tenant {TenantId} has deposits: {Reason}")]
        public static partial void ChainSilent(ILogger logger, TenantId tenantId, string reason);

        [LoggerMessage(EventId = 3314, Level = LogLevel.Information, Message = "A deposit of {Amount} of tenant {TenantId} is to be wrapped.")]
        public static partial void Asked(ILogger logger, Usdc amount, TenantId tenantId);
    }
}
