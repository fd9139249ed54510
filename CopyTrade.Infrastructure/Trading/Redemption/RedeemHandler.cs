using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Trading.Redemption;

/// <summary>Asks for what a decided market pays and waits for the end of it, so long. Asking again finds the same job: nothing is redeemed twice.</summary>
public sealed class RedeemHandler(TenantScopes scopes, RequestRedemptionHandler request, TimeProvider clock)
{
    /// <summary>How long an answer may take (R0.52).</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    public async Task<RedeemAnswer> HandleAsync(TenantRef tenant, ConditionId condition, TimeSpan patience, CancellationToken ct)
    {
        var until = clock.GetUtcNow() + patience;
        var isNew = await request.HandleAsync(tenant, condition, ct);
        if (await NewestAsync(tenant, condition, ct) is not { } first) return await WhyNotAsync(tenant, condition, ct);
        for (var job = first; ; job = await NewestAsync(tenant, condition, ct) ?? job)
        {
            switch (job.State)
            {
                case RedeemState.Confirmed:
                    return new RedeemAnswer.Paid(job.Transaction);
                case RedeemState.Skipped:
                    return new RedeemAnswer.Nothing("nothing_to_redeem", "There was nothing left to redeem on this market.");
                case RedeemState.Abandoned:
                    return new RedeemAnswer.Failed(job, $"It was given up: {job.Detail ?? "no reason is known."}");
                // One that failed before somebody asked is still to be tried again; one that fails now is the answer.
                case RedeemState.FailedTransient when isNew || job.Attempts > first.Attempts || first.State != RedeemState.FailedTransient:
                    return new RedeemAnswer.Failed(job, $"It failed and is tried again by itself: {job.Detail ?? "no reason is known."}");
            }

            if (clock.GetUtcNow() >= until) return new RedeemAnswer.Pending(job);
            await Task.Delay(Look, clock, ct);
        }
    }

    private async Task<RedemptionRow?> NewestAsync(TenantRef tenant, ConditionId condition, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return await RedemptionsQuery.ReadAsync(scope, tenant, condition, 1) is [var newest] ? newest : null;
    }

    private async Task<RedeemAnswer> WhyNotAsync(TenantRef tenant, ConditionId condition, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var states = (await scope.QueryAsync<string>("select state from book_position where billing_account_id = @Tenant and condition_id = @condition order by changed_at desc", new { tenant.Tenant, condition }))
            .Select(EnumText.Parse<PositionState>).ToHashSet();
        return states switch
        {
            { Count: 0 } => new RedeemAnswer.Nothing("not_found", "There is no position on this market."),
            _ when states.Overlaps([PositionState.Winner, PositionState.RedeemPending]) => new RedeemAnswer.Nothing("no_connection", "The wallet that holds the shares is not connected any more: connect it again, or redeem at Polymarket."),
            _ when states.Overlaps([PositionState.Open, PositionState.Closing, PositionState.Resolving]) => new RedeemAnswer.Nothing("not_resolved", "This market is not decided yet, as far as is known here."),
            _ when states.Contains(PositionState.Redeemed) => new RedeemAnswer.Paid(null),
            _ when states.Contains(PositionState.Loser) => new RedeemAnswer.Nothing("nothing_to_redeem", "The outcome that was held lost, so that nothing is paid."),
            _ => new RedeemAnswer.Nothing("nothing_to_redeem", "The position was sold before the market was decided."),
        };
    }
}
