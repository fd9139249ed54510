using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Rules;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>Ends rules that asked and were not answered in time: a price of yesterday is no reason to sell today.</summary>
public sealed partial class ApprovalWaits
{
    private const int MostAtOnce = 200;
    private static readonly TimeSpan Untold = TimeSpan.FromHours(1);

    // Nobody is asked about what is sold already.
    private const string Gone = """
        (r.was_held and not exists (select from book_holdings(@since) h where h.billing_account_id = r.billing_account_id and h.token_id = r.token_id
                       and (r.book is null or h.book = r.book) and (h.confirmed > 0 or h.incoming > 0 or h.outgoing > 0)))
        """;

    // A rule that waits is judged by nobody, so its own end, and those of its market and its position are looked at here.
    private const string WaitingSql = $"""
        select {RuleRow.Columns}, {Gone} as IsGone from trade_rule r
         where r.billing_account_id = any (@tenants) and r.status = 'pending_approval'
           and (r.changed_at <= @askedBefore or r.expires_at <= @now or exists (select from market_resolution m where m.condition_id = r.condition_id) or {Gone})
         order by r.changed_at limit @MostAtOnce
        """;

    private readonly TenantScopes _scopes;
    private readonly RuleOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<ApprovalWaits> _logger;

    public ApprovalWaits(TenantScopes scopes, IOptions<RuleOptions> options, TimeProvider clock, ILogger<ApprovalWaits> logger) => (_scopes, _options, _clock, _logger) = (scopes, options.Value, clock, logger);

    /// <summary>Answers how many waited too long, and how many of them were ended here: an answer of the owner in the same moment is first or is void.</summary>
    public async Task<JobReport> RunAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        if (tenants.Count == 0) return JobReport.Nothing;
        var now = _clock.GetUtcNow();
        await using var scope = await _scopes.OpenManyAsync(tenants, ct);
        var waiting = await scope.QueryAsync<WaitingRow>(WaitingSql, new { since = (now - Untold).UtcDateTime, tenants = tenants.Select(tenant => tenant.Tenant.Value).ToArray(), askedBefore = (now - _options.ApprovalWait).UtcDateTime, now = now.UtcDateTime, MostAtOnce });
        var ended = 0;
        foreach (var (rule, isGone) in waiting.Select(row => (row.ToRule(), row.IsGone)))
        {
            var reason = isGone ? "The position is closed." : Reason(rule, now);
            if (await RuleMoves.TryAsync(scope, rule, isGone ? RuleMove.Cancel : RuleMove.Expire, reason, now) is null) continue;
            await RuleLog.AddAsync(scope, rule, isGone ? RuleEventKind.RuleCanceled : RuleEventKind.RuleExpired, now, data: new { reason });
            Log.Ended(_logger, rule.Id, reason);
            ended++;
        }

        if (ended > 0) await scope.CommitAsync();
        return new JobReport(waiting.Count, ended);
    }

    private string Reason(TradeRule rule, DateTimeOffset now) =>
        now - rule.ChangedAt >= _options.ApprovalWait ? $"It asked and had no answer for {_options.ApprovalHours} {(_options.ApprovalHours == 1 ? "hour" : "hours")}."
        : rule.Terms.ExpiresAt <= now ? "Its end came before an answer."
        : "Its market was resolved before an answer.";

    private sealed class WaitingRow : RuleRow
    {
        public bool IsGone { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 7008, Level = LogLevel.Information, Message = "Rule {Rule} is over: {Reason}")]
        public static partial void Ended(ILogger logger, RuleId rule, string reason);
    }
}
