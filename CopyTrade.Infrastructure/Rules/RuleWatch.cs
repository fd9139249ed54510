using System.Collections.Concurrent;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Venue;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>The active rules in memory, by token, judged whenever the book of their token moves. One loop reads and judges; verdicts come back from elsewhere.</summary>
internal sealed partial class RuleWatch(
    RuleReader reader, RuleActions actions, EvaluationRecord record, ILiveBooks books, RuleMarkets markets, IOptions<RuleOptions> options, TimeProvider clock, ILogger<RuleWatch> logger)
{
    // Hosts' clocks differ by less; what is missed all the same comes with the next look at everything.
    private static readonly TimeSpan ClockError = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<RuleId, WatchedRule> _rules = new();
    private readonly Dictionary<TenantId, DateTimeOffset> _readAt = [];
    private readonly HashSet<RuleId> _stale = [];
    private HashSet<RuleId> _indexed = [];
    private Dictionary<TokenId, RuleId[]> _byToken = [];

    /// <summary>Active rules known here.</summary>
    public int Count => _rules.Count;

    /// <summary>Of these, how many found no price, or only an old one, when they were judged last.</summary>
    public int StaleCount => _stale.Count;

    /// <summary>Reads active rules and what is around them; nothing here changes until it is taken over.</summary>
    /// <param name="tenants">Whose rules.</param>
    /// <param name="isWhole">True reads all there is, of these tenants and no others; false what changed of theirs, and the rules of others stay.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task<RuleReading> ReadAsync(IReadOnlyCollection<TenantRef> tenants, bool isWhole, CancellationToken ct)
    {
        var (now, among) = (clock.GetUtcNow(), tenants.Select(tenant => tenant.Tenant).ToHashSet());
        var before = _rules.Values.Where(rule => isWhole || among.Contains(rule.Tenant.Tenant)).ToList();
        var isKnown = !isWhole && among.All(_readAt.ContainsKey);
        var since = isKnown && among.Count > 0 ? among.Min(tenant => _readAt[tenant]) - ClockError : (DateTimeOffset?)null;
        return new(before, await reader.ReadAsync(tenants, isKnown ? before : [], since, ct), among, isWhole, now);
    }

    /// <summary>Takes over what was read; by the loop that judges.</summary>
    public void Take(RuleReading reading)
    {
        if (reading.IsWhole) _readAt.Clear();
        foreach (var tenant in reading.Among) _readAt[tenant] = reading.At;
        Replace(reading.Before, reading.Read);
    }

    /// <summary>Tokens on which there are rules.</summary>
    public IReadOnlyCollection<TokenId> Tokens => _byToken.Keys;

    /// <summary>Tokens on which these tenants have rules.</summary>
    public IEnumerable<TokenId> TokensOf(IReadOnlySet<TenantId> tenants) =>
        tenants.Count == 0 ? [] : _rules.Values.Where(rule => tenants.Contains(rule.Tenant.Tenant)).Select(rule => rule.Rule.Terms.Token).ToHashSet();

    /// <summary>Judges every rule on this token. A rule that cannot be judged is logged and leaves the others alone.</summary>
    public void Judge(TokenId token, CancellationToken ct)
    {
        if (!_byToken.TryGetValue(token, out var rules)) return;
        var (live, market) = (books.Find(token), markets.Find(token));
        foreach (var id in rules)
        {
            if (actions.IsUnderWay(id) || !_rules.TryGetValue(id, out var watched)) continue;
            try
            {
                Judge(watched, live, market, ct);
            }
            catch (Exception e)
            {
                Log.Broke(logger, id, e);
            }
        }

        RuleMeter.Evaluations.Add(rules.Length);
    }

    private void Judge(WatchedRule watched, LiveBook? live, Market? market, CancellationToken ct)
    {
        var (rule, now) = (watched.Rule, clock.GetUtcNow());
        var reading = live is null ? null : PriceReader.Read(rule.Terms.Source, live.Book, live.LastTrade, rule.Terms.Action.Of(watched.Held.For(rule.Terms)));
        var verdict = RuleEvaluator.Evaluate(new(
            rule.Terms, watched.Held, rule.WasHeld, reading, market, watched.IsResolved, watched.IsReady, watched.SiblingExits, options.Value.MostPriceAge, now) { RestsUntil = rule.RestsUntil });
        if (verdict is RuleVerdict.Hold { Reason: HoldReason.PriceStale or HoldReason.PriceUnknown }) _stale.Add(rule.Id);
        else _stale.Remove(rule.Id);
        if (verdict is RuleVerdict.Hold hold) record.Add(watched.Tenant, rule, new(now, reading?.Value, rule.Terms.Trigger, hold.Reason));
        else actions.Begin(watched, verdict, new(live?.Book, market, reading?.Value), Done, ct);
    }

    private void Done(WatchedRule watched, TradeRule? now)
    {
        // Only what was judged: meanwhile it may have been read again, and be active again.
        if (!_rules.TryGetValue(watched.Rule.Id, out var current) || current.Rule.Version > watched.Rule.Version) return;
        if (now is null) _rules.TryRemove(KeyValuePair.Create(watched.Rule.Id, current));
        else _rules.TryUpdate(watched.Rule.Id, current with { Rule = now }, current);
    }

    private void Replace(IReadOnlyList<WatchedRule> before, IReadOnlyList<WatchedRule> read)
    {
        // A verdict that was carried out while this was read knows more.
        foreach (var rule in read) _rules.AddOrUpdate(rule.Rule.Id, rule, (_, current) => current.Rule.Version > rule.Rule.Version ? rule with { Rule = current.Rule } : rule);
        var kept = read.Select(rule => rule.Rule.Id).ToHashSet();
        foreach (var gone in before.Where(rule => !kept.Contains(rule.Rule.Id))) _rules.TryRemove(gone.Rule.Id, out _);
        if (_indexed.Count != _rules.Count || _rules.Any(rule => !_indexed.Contains(rule.Key))) Index();
    }

    private void Index()
    {
        var rules = _rules.Values;
        _indexed = [.. rules.Select(rule => rule.Rule.Id)];
        _stale.IntersectWith(_indexed);
        _byToken = rules.GroupBy(rule => rule.Rule.Terms.Token).ToDictionary(group => group.Key, group => group.Select(rule => rule.Rule.Id).ToArray());
        markets.Watch(rules.Select(rule => rule.Rule.Terms).DistinctBy(terms => terms.Token).ToDictionary(terms => terms.Token, terms => terms.Condition));
        record.Keep(_indexed);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 7006, Level = LogLevel.Error, Message = "Judging rule {Rule} broke; it is judged again.")]
        public static partial void Broke(ILogger logger, RuleId rule, Exception exception);
    }
}
