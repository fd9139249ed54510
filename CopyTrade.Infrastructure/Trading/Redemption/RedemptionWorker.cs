using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Positions;
using CopyTrade.Infrastructure.Trading.Readiness;
using CopyTrade.Infrastructure.Venue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Trading.Redemption;

/// <summary>
/// Carries redemptions to their end (R0.52). Each step is committed before the next begins: claimed before the chain is
/// asked, submitted once a transaction is on its way, tried again only when it is proven that nothing was done. Lots close
/// when the payment is deep enough to stay.
/// </summary>
public sealed partial class RedemptionWorker(TenantScopes scopes, IServiceProvider services, VenueSettings venue, TimeProvider clock, ILogger<RedemptionWorker> logger)
{
    // A claim that old has no process any more; asking the chain again is asking about the same transaction.
    private static readonly TimeSpan ClaimLasts = TimeSpan.FromSeconds(60);

    // Looked at again for so long: a block as deep as this is not taken back.
    private static readonly TimeSpan ReorgWatch = TimeSpan.FromMinutes(15);

    private const string FindSql = """
        select * from redeem_job
         where billing_account_id = any(@tenants) and mode = @mode
           and ((state in ('pending', 'failed_transient') and due_at <= @now) or (state = 'claimed' and claimed_at <= @claimed) or state = 'submitted' or (state = 'confirmed' and confirmed_at > @watched))
         order by due_at
        """;

    /// <summary>Returns how many jobs it looked at; none where no chain is connected.</summary>
    public async Task<int> RunAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        if (tenants.Count == 0 || services.GetService<IRedemption>() is not { } chain) return 0;
        var owners = tenants.ToDictionary(tenant => tenant.Tenant);
        var jobs = await FindAsync(tenants, ct);
        foreach (var job in jobs)
        {
            try
            {
                await CarryOnAsync(chain, owners[job.BillingAccountId], job, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.StepFailed(logger, job.Id, job.State, e);
            }
        }

        return jobs.Count;
    }

    private async Task<IReadOnlyList<RedeemJobRow>> FindAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var scope = await scopes.OpenManyAsync(tenants, ct);
        return await scope.QueryAsync<RedeemJobRow>(FindSql, new
        {
            tenants = tenants.Select(tenant => tenant.Tenant.Value).ToArray(), mode = venue.Mode.ToText(), now, claimed = now - ClaimLasts, watched = now - ReorgWatch,
        });
    }

    private async Task CarryOnAsync(IRedemption chain, TenantRef tenant, RedeemJobRow job, CancellationToken ct)
    {
        if (job.Stage is RedeemState.Submitted or RedeemState.Confirmed) await FollowAsync(chain, tenant, job, ct);
        else await SubmitAsync(chain, tenant, job, ct);
    }

    private async Task SubmitAsync(IRedemption chain, TenantRef tenant, RedeemJobRow seen, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var claimed = await ChangeAsync(tenant, seen, job => job.After(new RedeemEvent.Claim(), now) is { } next
            ? next with { ClaimedAt = now, Attempts = job.Stage == RedeemState.Claimed ? job.Attempts : job.Attempts + 1, ChainTransaction = null, TransactionHash = null } : null);
        if (claimed is null) return;
        var wallet = (await TenantWallets.ReadAsync(scopes, [tenant], ct)).Select(row => row.Wallet).FirstOrDefault(w => w.Funder == claimed.Funder);
        if (wallet is null)
        {
            await ChangeAsync(tenant, claimed, job => job.After(new RedeemEvent.Refuse(), clock.GetUtcNow()) is { } next ? next with { Detail = "The wallet that holds the shares is not connected any more." } : null);
            return;
        }

        // From here on a shutdown must not lose what was done.
        var outcome = await chain.SubmitAsync(tenant, wallet, claimed.ConditionId, claimed.NegRisk, CancellationToken.None);
        await ChangeAsync(tenant, claimed, job => After(job, outcome));
    }

    private RedeemJobRow? After(RedeemJobRow job, SendOutcome outcome)
    {
        var now = clock.GetUtcNow();
        switch (outcome)
        {
            case SendOutcome.OnItsWay sent:
                return job.After(new RedeemEvent.Sent(), now) is { } next ? next with { ChainTransaction = sent.Transaction.Value, TransactionHash = sent.Hash, SubmittedAt = now, Detail = null } : null;
            case SendOutcome.Refused { Reason: ChainRefusal.OwnersTransactionNeeded or ChainRefusal.NotConnected } refused:
                return job.After(new RedeemEvent.Refuse(), now) is { } ended ? ended with { Detail = refused.Message } : null;
            case SendOutcome.Refused refused:
                Log.Refused(logger, job.Id, refused.Message);
                return Failed(job, refused.Message, now);
            default:
                throw new InvalidOperationException("A transaction is on its way, or nothing was signed.");
        }
    }

    private static RedeemJobRow? Failed(RedeemJobRow job, string why, DateTimeOffset now) =>
        job.After(new RedeemEvent.Fail(job.Attempts), now) is { } next ? next with { Detail = why, DueAt = now + RedeemLifecycle.PauseAfter(job.Attempts) } : null;

    private async Task FollowAsync(IRedemption chain, TenantRef tenant, RedeemJobRow job, CancellationToken ct)
    {
        if (await chain.StatusAsync(tenant, new ChainTransactionId(job.ChainTransaction!.Value), ct) is not { } view) return;
        var now = clock.GetUtcNow();
        switch (job.Stage, view.Status)
        {
            case (RedeemState.Submitted, TransactionStatus.Confirmed):
                await ChangeAsync(tenant, job, row => row.After(new RedeemEvent.Confirm(), now) is { } next ? next with { TransactionHash = view.Hash } : null, scope => PayAsync(scope, job, now));
                Log.Paid(logger, job.Id, job.ConditionId);
                break;
            case (RedeemState.Submitted, TransactionStatus.Failed):
                await ChangeAsync(tenant, job, row => Failed(row, view.Problem ?? "The transaction failed.", now));
                break;
            case (RedeemState.Confirmed, TransactionStatus.Pending or TransactionStatus.Submitted or TransactionStatus.Mined):
                await ChangeAsync(tenant, job, row => row.After(new RedeemEvent.Reorganise(), now), scope => TakeBackAsync(scope, job, now));
                Log.TakenBack(logger, job.Id);
                break;
        }
    }

    private static async Task PayAsync(TenantScope scope, RedeemJobRow job, DateTimeOffset now)
    {
        foreach (var (id, state, payout) in await PositionsAsync(scope, job, "winner", "redeem_pending"))
        {
            await PositionRows.CloseLotsAsync(scope, id, payout, "redeemed", now);
            await PositionRows.MoveAsync(scope, id, EnumText.Parse<PositionState>(state), new PositionEvent.Paid(), now);
        }
    }

    // The lots stay closed: what was paid comes again or, failing that, shows as drift for a person to judge.
    private static async Task TakeBackAsync(TenantScope scope, RedeemJobRow job, DateTimeOffset now)
    {
        foreach (var (id, _, _) in await PositionsAsync(scope, job, "redeemed", "redeemed"))
            await PositionRows.MoveAsync(scope, id, PositionState.Redeemed, new PositionEvent.Reorganised(), now);
    }

    private static Task<IReadOnlyList<(Guid Id, string State, decimal Payout)>> PositionsAsync(TenantScope scope, RedeemJobRow job, string one, string other) =>
        scope.QueryAsync<(Guid Id, string State, decimal Payout)>("""
            select p.id, p.state, m.payout from book_position p join market_resolution m on m.condition_id = p.condition_id and m.token_id = p.token_id
             where p.billing_account_id = @BillingAccountId and p.condition_id = @ConditionId and p.funder = @Funder and p.state in (@one, @other) and p.mode <> 'paper'
            """, new { job.BillingAccountId, job.ConditionId, job.Funder, one, other });

    /// <summary>One move of a job, under its lock; null when somebody else moved it since it was read.</summary>
    private async Task<RedeemJobRow?> ChangeAsync(TenantRef tenant, RedeemJobRow seen, Func<RedeemJobRow, RedeemJobRow?> move, Func<TenantScope, Task>? also = null)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], CancellationToken.None);
        await OrderRows.TakeSettlementTurnAsync(scope, tenant);
        var current = await scope.QuerySingleOrDefaultAsync<RedeemJobRow>("select * from redeem_job where id = @Id for update", new { seen.Id });
        if (current is null || current.ChangedAt != seen.ChangedAt || current.State != seen.State || move(current) is not { } next) return null;
        await scope.ExecuteAsync("""
            update redeem_job set state = @State, abandon_reason = @AbandonReason, attempts = @Attempts, chain_transaction = @ChainTransaction, transaction_hash = @TransactionHash, detail = @Detail,
                   due_at = @DueAt, claimed_at = @ClaimedAt, submitted_at = @SubmittedAt, confirmed_at = @ConfirmedAt, changed_at = @ChangedAt
             where id = @Id
            """, next);
        if (also is not null) await also(scope);
        scope.Announce(ChangeKind.Positions, tenant.Tenant);
        await scope.CommitAsync();
        return await ReadAsync(tenant, next);
    }

    // As the database has it: its times are shorter than ours.
    private async Task<RedeemJobRow?> ReadAsync(TenantRef tenant, RedeemJobRow row)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], CancellationToken.None);
        return await scope.QuerySingleOrDefaultAsync<RedeemJobRow>("select * from redeem_job where id = @Id", new { row.Id });
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1459, Level = LogLevel.Error, Message = "A step of redemption {JobId} ({State}) broke; it is taken up again.")]
        public static partial void StepFailed(ILogger logger, Guid jobId, string state, Exception exception);

        [LoggerMessage(EventId = 1460, Level = LogLevel.Warning, Message = "Redemption {JobId} was not sent: {Reason}")]
        public static partial void Refused(ILogger logger, Guid jobId, string reason);

        [LoggerMessage(EventId = 1461, Level = LogLevel.Information, Message = "Redemption {JobId} of market {Condition} is paid.")]
        public static partial void Paid(ILogger logger, Guid jobId, ConditionId condition);

        [LoggerMessage(EventId = 1462, Level = LogLevel.Error, Message = "The chain took redemption {JobId} back; it is followed on.")]
        public static partial void TakenBack(ILogger logger, Guid jobId);
    }
}
