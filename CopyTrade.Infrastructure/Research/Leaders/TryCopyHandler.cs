using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Targets;
using JobOutcome = CopyTrade.Domain.Alerts.JobOutcome;

namespace CopyTrade.Infrastructure.Research.Leaders;

/// <summary>Makes a trial: the tenant's rules of now over the wallet's record (R0.58). Done twice it writes the same.</summary>
internal sealed class TryCopyHandler(TenantScopes scopes, Databases databases, ITokenMarks marks, TimeProvider clock) : IJobHandler
{
    public JobKind Kind => JobKind.TryCopy;

    public async Task<JobOutcome> RunAsync(HarnessJob job, CancellationToken ct)
    {
        if (await FindAsync(job, ct) is not { } trial) return new JobOutcome.Hopeless("The trial is not stored any more.");
        if (trial.State != TrialState.Requested) return new JobOutcome.Done();
        LeaderHistory? history;
        await using (var connection = await databases.Worker.OpenConnectionAsync(ct)) history = await LeaderRows.HistoryAsync(connection, trial.Wallet, ct);
        if (history is null)
            return clock.GetUtcNow() - trial.RequestedAt < TimeSpan.FromMinutes(30) ? new JobOutcome.Underway(TimeSpan.FromSeconds(5)) : await EndAsync(job, trial, null, "The wallet's record could not be read for half an hour. Try again later.");
        if (history.Fills.Count == 0) return await EndAsync(job, trial, null, "This wallet has no trades in the time that is read.");
        var (target, rules) = await RulesAsync(job.Tenant, trial.Wallet, ct);
        var open = history.Fills.Select(fill => fill.Token).Distinct().Where(token => !history.Markets.Values.Any(market => market.Payouts is not null && market.Tokens.Contains(token))).ToList();
        return await EndAsync(job, trial, TrialRunner.Run(new(history, trial.Terms, target, rules, await MarksAsync(history, open, ct))), null);
    }

    // The venue's own mark of what the wallet itself still holds stands in where we have none.
    private async Task<IReadOnlyDictionary<TokenId, TokenMark>> MarksAsync(LeaderHistory history, List<TokenId> open, CancellationToken ct)
    {
        var known = new Dictionary<TokenId, TokenMark>(await marks.AtAsync(open, history.AsOf, ct));
        foreach (var held in history.Openings.Where(held => held is { Value: not null, Shares.Quantity: > 0m } && held.Value.Value.Amount <= held.Shares.Quantity))
            known.TryAdd(held.Token, new(held.Token, Domain.Money.Price.RoundNearest(held.Value!.Value.Amount / held.Shares.Quantity), history.AsOf, MarkSource.Book));
        return known;
    }

    private async Task<(CopyTarget Target, CopyRules Rules)> RulesAsync(TenantRef tenant, WalletAddress wallet, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        var defaults = await DefaultRow.ReadAsync(scope, tenant);
        var followed = (await scope.QuerySingleOrDefaultAsync<TargetRow>(
            $"select {TargetRow.Columns} from copy_target t where t.billing_account_id = @Tenant and t.wallet = @wallet and t.disabled_at is null", new { tenant.Tenant, wallet }))?.ToTarget();
        var target = followed ?? new CopyTarget(new(Guid.Empty), tenant.Tenant, wallet, TargetKey.Of(wallet), null, defaults.Sizing, defaults.MaxPerTrade, defaults.FilterPercentile, clock.GetUtcNow(), null);
        return (target, CopyRules.Effective(target.Rules, defaults.Rules));
    }

    private async Task<CopyTrial?> FindAsync(HarnessJob job, CancellationToken ct)
    {
        using var payload = System.Text.Json.JsonDocument.Parse(job.Payload);
        await using var scope = await scopes.OpenManyAsync([job.Tenant], ct);
        return (await scope.QuerySingleOrDefaultAsync<TrialRow>(
            $"select {TrialRow.Columns} from leader_trial where billing_account_id = @Tenant and id = @id", new { job.Tenant.Tenant, id = payload.RootElement.GetProperty("trial").GetGuid() }))?.ToTrial();
    }

    private async Task<JobOutcome> EndAsync(HarnessJob job, CopyTrial trial, TrialResult? result, string? problem)
    {
        await using var scope = await scopes.OpenManyAsync([job.Tenant], CancellationToken.None);
        await scope.ExecuteAsync(
            "update leader_trial set state = @state, finished_at = @now, problem = @problem, result = @result::jsonb where billing_account_id = @Tenant and id = @Id and state = 'requested'",
            new { job.Tenant.Tenant, trial.Id, state = (result is null ? TrialState.Failed : TrialState.Done).ToText(), now = clock.GetUtcNow(), problem, result = result is null ? null : DomainJson.Write(result) });
        scope.Announce(ChangeKind.Alerts, job.Tenant.Tenant);
        await scope.CommitAsync();
        return problem is null ? new JobOutcome.Done($"{result!.Copied} of {result.Trades} trades copied") : new JobOutcome.Done(problem);
    }
}
