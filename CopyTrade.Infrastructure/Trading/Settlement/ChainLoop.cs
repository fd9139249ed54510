using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Readiness;
using CopyTrade.Infrastructure.Venue.Chain;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Trading.Settlement;

/// <summary>Follows our own transactions on the chain, and sends the approvals and transfers that were asked for. Two hosts may do it at once: bytes that were sent twice count once.</summary>
internal sealed partial class ChainLoop(
    TenantScopes scopes, BusyTenants busyTenants, TransactionFollower follower, ApprovalCeremony ceremony, WalletTransferWorker transfers, ReadinessRequests readiness, IOptions<ChainOptions> options, TimeProvider clock, ILogger<ChainLoop> logger)
    : HostedLoop(clock, logger)
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(options.Value.FollowSeconds);

    protected override async Task RoundAsync(CancellationToken ct)
    {
        var all = await busyTenants(ct);
        if (all.Count == 0) return;
        var busy = await BusyAsync(all, ct);
        foreach (var tenant in all.Where(tenant => busy.Contains(tenant.Tenant)))
        {
            try
            {
                await CarryOnAsync(tenant, ct);
            }
            catch (VenueUnavailableException e)
            {
                Log.ChainSilent(logger, tenant.Tenant, e.Message);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Broke(logger, tenant.Tenant, e);
            }
        }
    }

    private async Task CarryOnAsync(TenantRef tenant, CancellationToken ct)
    {
        var wallet = (await TenantWallets.ReadAsync(scopes, [tenant], ct)).Select(found => found.Wallet).FirstOrDefault();
        // First, since it says what it waits for even when no node answers.
        var moved = await transfers.RunAsync(tenant, wallet, ct);
        moved |= await follower.RunAsync(tenant, ct);
        if (wallet is not null)
        {
            var given = await ceremony.RunAsync(tenant, wallet, ct);
            moved |= wallet.ApprovalsReadyAt is null && !given.Values.Contains(false);
        }

        if (moved) readiness.Raise(tenant);
    }

    private async Task<HashSet<TenantId>> BusyAsync(IReadOnlyCollection<TenantRef> all, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync(all, ct);
        return [.. await scope.QueryAsync<TenantId>("""
            select billing_account_id from chain_transaction where status in ('pending', 'submitted', 'mined')
            union
            select billing_account_id from wallet_transfer where state in ('requested', 'signed', 'sent')
            union
            select a.billing_account_id from wallet_approval a join wallet_connection w on w.id = a.connection_id and w.revoked_at is null where a.state in ('requested', 'submitted')
            """)];
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1431, Level = LogLevel.Warning, Message = "The chain does not answer for tenant {TenantId}: {Reason}")]
        public static partial void ChainSilent(ILogger logger, TenantId tenantId, string reason);

        [LoggerMessage(EventId = 1432, Level = LogLevel.Error, Message = "Following the transactions of tenant {TenantId} broke; tried again.")]
        public static partial void Broke(ILogger logger, TenantId tenantId, Exception exception);
    }
}
