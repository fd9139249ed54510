using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Research.Days;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Observation;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Targets;
using CopyTrade.Infrastructure.Trading.Positions;
using JobOutcome = CopyTrade.Domain.Alerts.JobOutcome;

namespace CopyTrade.Infrastructure.Mirroring.Days;

/// <summary>Reads a wallet's last 24 hours from the public record and runs them through the tenant's rules of now. Writes to <c>day_replay</c> and nowhere else. Done twice it writes the same.</summary>
internal sealed class ReplayDayHandler(TenantScopes scopes, HistoryReader history, ITradeRecord record, ILeaderRecord markets, ITokenMarks marks, TimeProvider clock) : IJobHandler
{
    private const int MostTokensAsked = 40;

    // What a trial begins with where the balance was never read: the rules are asked, not the purse.
    private static readonly Usdc Plenty = Usdc.Of(1_000m);

    public JobKind Kind => JobKind.ReplayDay;

    public async Task<JobOutcome> RunAsync(HarnessJob job, CancellationToken ct)
    {
        using var payload = System.Text.Json.JsonDocument.Parse(job.Payload);
        var (run, id) = (payload.RootElement.GetProperty("run").GetGuid(), new TargetRowId(payload.RootElement.GetProperty("target").GetGuid()));
        if (await AskedAsync(job.Tenant, run, id, ct) is not { } asked) return new JobOutcome.Done("Asked for again since, or not followed any more.");
        var now = clock.GetUtcNow();
        try
        {
            var result = await ReplayAsync(asked, now, ct);
            await EndAsync(job.Tenant, run, id, result);
            return new JobOutcome.Done($"{result.Trial.Copied} of {result.Trial.Trades} trades would have been copied");
        }
        catch (VenueUnavailableException e)
        {
            if (now - asked.RequestedAt < TimeSpan.FromMinutes(5)) return new JobOutcome.Again(e.Message);
            await EndAsync(job.Tenant, run, id, null, "The venue's record could not be read for five minutes. Ask again later.");
            return new JobOutcome.Done("The venue's record could not be read.");
        }
    }

    private async Task<DayReplayResult> ReplayAsync(Asked asked, DateTimeOffset now, CancellationToken ct)
    {
        var since = now.AddDays(-DayReplayer.Days);
        var read = await history.ReadAsync(asked.Target.Wallet, since, now, ct);
        var before = read.Fills.Count > 0 ? null : await NewestAsync(asked.Target.Wallet, ct);
        var known = await MarketsAsync([.. read.Fills.Select(fill => fill.Condition).Distinct()], ct);
        var terms = new TrialTerms(DayReplayer.Days, asked.Free ?? Plenty, MissPercent: 0);
        var trial = new TrialInput(DayReplayer.HistoryOf(asked.Target.Wallet, read.Fills, read.IsComplete ? since : read.ReachedTo, now, read.IsComplete, known), terms, asked.Target, asked.Rules, new Dictionary<TokenId, TokenMark>()) { Statistic = asked.Statistic };
        return DayReplayer.Run(trial with { Marks = await MarksAsync(DayReplayer.TokensBought(trial), now, ct) }, read.Fills, before);
    }

    private async Task<DateTimeOffset?> NewestAsync(WalletAddress wallet, CancellationToken ct)
    {
        var page = await record.HistoryOfWalletAsync(wallet, null, null, 1, ct);
        return page.Trades.Count == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(page.Trades.Max(trade => trade.UnixSeconds));
    }

    private async Task<IReadOnlyList<LeaderMarket>> MarketsAsync(IReadOnlyList<ConditionId> conditions, CancellationToken ct)
    {
        var found = new List<LeaderMarket>();
        foreach (var some in conditions.Chunk(markets.MarketsAtOnce)) found.AddRange(await markets.MarketsAsync(some, ct));
        return found;
    }

    // A price that is not to be had leaves its lot without a value, which is said; it does not stop the replay.
    private async Task<IReadOnlyDictionary<TokenId, TokenMark>> MarksAsync(IReadOnlyList<TokenId> tokens, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            await marks.FillAsync([.. tokens.Take(MostTokensAsked)], now.AddHours(-2), now, ct);
        }
        catch (VenueUnavailableException)
        {
            return await marks.AtAsync(tokens, now, ct);
        }

        return await marks.AtAsync(tokens, now, ct);
    }

    private async Task<Asked?> AskedAsync(TenantRef tenant, Guid run, TargetRowId id, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        if (await scope.QuerySingleOrDefaultAsync<DateTimeOffset?>(
            "select requested_at from day_replay where billing_account_id = @Tenant and copy_target_id = @id and run_id = @run and finished_at is null", new { tenant.Tenant, id, run }) is not { } at) return null;
        var target = (await scope.QuerySingleOrDefaultAsync<TargetRow>($"select {TargetRow.Columns} from copy_target t where t.billing_account_id = @Tenant and t.id = @id and t.disabled_at is null", new { tenant.Tenant, id }))?.ToTarget();
        if (target is null) return null;
        var defaults = await DefaultRow.ReadAsync(scope, tenant);
        var statistic = (await scope.QuerySingleOrDefaultAsync<StatisticRow>(FactsSql.Statistics, new { Measured = new[] { target.Wallet.Value } }))?.ToStatistic();
        var free = await scope.QuerySingleOrDefaultAsync<decimal?>(MeansSql.FreeNow);
        return new(target, CopyRules.Effective(target.Rules, defaults.Rules), statistic, free > 0m ? Usdc.RoundDown(free.Value) : null, at);
    }

    private async Task EndAsync(TenantRef tenant, Guid run, TargetRowId id, DayReplayResult? result, string? problem = null)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], CancellationToken.None);
        await scope.ExecuteAsync(
            "update day_replay set finished_at = @now, problem = @problem, result = coalesce(@result::jsonb, result) where billing_account_id = @Tenant and copy_target_id = @id and run_id = @run and finished_at is null",
            new { tenant.Tenant, id, run, now = clock.GetUtcNow(), problem, result = result is null ? null : DomainJson.Write(result) });
        scope.Announce(ChangeKind.Targets, tenant.Tenant);
        await scope.CommitAsync();
    }

    private sealed record Asked(CopyTarget Target, CopyRules Rules, PositionStatistic? Statistic, Usdc? Free, DateTimeOffset RequestedAt);
}
