using System.Collections.Concurrent;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Venue;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>The active rules in memory, by token, judged whenever the book of their token moves. One loop calls it.</summary>
internal sealed partial class RuleWatch(
    RuleReader reader, RuleFirings firings, EvaluationRecord record, ILiveBooks books, IOrderBooks venueBooks, IMarketCatalog catalog, RuleBreaker breaker, IOptions<RuleOptions> options, TimeProvider clock, ILogger<RuleWatch> logger)
{
    private const int ReadAtOnce = 8;
    private readonly Dictionary<RuleId, WatchedRule> _rules = [];
    private readonly HashSet<RuleId> _stale = [];
    private readonly ConcurrentDictionary<TokenId, Market?> _markets = new();
    private ILookup<TokenId, RuleId> _byToken = Array.Empty<RuleId>().ToLookup(_ => default(TokenId)!);

    /// <summary>Active rules known here.</summary>
    public int Count => _rules.Count;

    /// <summary>Of these, how many found no price, or only an old one, when they were judged last.</summary>
    public int StaleCount => _stale.Count;

    /// <summary>Reads all active rules anew, and what is around them.</summary>
    public async Task ReloadAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        var read = await reader.ReadAsync(tenants, ct);
        _rules.Clear();
        foreach (var rule in read) _rules[rule.Rule.Id] = rule;
        Index();
    }

    /// <summary>Reads the rules of some tenants anew; the others stay.</summary>
    public async Task ReloadSomeAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        if (tenants.Count == 0) return;
        var read = await reader.ReadAsync(tenants, ct);
        var among = tenants.Select(tenant => tenant.Tenant).ToHashSet();
        foreach (var gone in _rules.Values.Where(rule => among.Contains(rule.Tenant.Tenant)).Select(rule => rule.Rule.Id).ToList()) _rules.Remove(gone);
        foreach (var rule in read) _rules[rule.Rule.Id] = rule;
        Index();
    }

    /// <summary>Asks the venue for the books that the stream is silent about, and for the state of the markets.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        if (breaker.OpenUntil is not null || _rules.Count == 0) return;
        var asked = clock.GetUtcNow();
        var failures = 0;
        var tokens = _byToken.Select(group => (Token: group.Key, _rules[group.First()].Rule.Terms.Condition)).ToList();
        await Parallel.ForEachAsync(tokens, new ParallelOptions { MaxDegreeOfParallelism = ReadAtOnce, CancellationToken = ct }, async (one, token) =>
        {
            try
            {
                _markets[one.Token] = await catalog.FindAsync(one.Condition, one.Token, token);
                if (books.Find(one.Token) is { } live && (asked - live.HeardAt).Duration() < options.Value.MostPriceAge / 2) return;
                if (await venueBooks.FindAsync(one.Token, token) is { } book) books.Offer(book, asked);
            }
            catch (VenueUnavailableException e)
            {
                Interlocked.Increment(ref failures);
                Log.NotRead(logger, one.Token, e.Message);
            }
        });
        if (failures > 0) breaker.Failed();
        else breaker.Succeeded();
    }

    /// <summary>Judges every rule on these tokens. A rule that cannot be judged is logged and leaves the others alone.</summary>
    public async Task JudgeAsync(IEnumerable<TokenId> tokens, CancellationToken ct)
    {
        foreach (var token in tokens)
        {
            if (!_byToken.Contains(token)) continue;
            var live = books.Find(token);
            foreach (var id in _byToken[token])
            {
                if (!_rules.TryGetValue(id, out var watched)) continue;
                try
                {
                    await JudgeAsync(watched, live, ct);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    Log.Broke(logger, id, e);
                }
            }
        }
    }

    /// <summary>Tokens on which these tenants have rules.</summary>
    public IReadOnlySet<TokenId> TokensOf(IReadOnlySet<TenantId> tenants) => _rules.Values.Where(rule => tenants.Contains(rule.Tenant.Tenant)).Select(rule => rule.Rule.Terms.Token).ToHashSet();

    /// <summary>Judges every rule there is: for the end of rules and markets, and for what the stream did not say.</summary>
    public Task JudgeAllAsync(CancellationToken ct) => JudgeAsync(_byToken.Select(group => group.Key).ToList(), ct);

    private async Task JudgeAsync(WatchedRule watched, LiveBook? live, CancellationToken ct)
    {
        var (rule, now) = (watched.Rule, clock.GetUtcNow());
        var market = _markets.GetValueOrDefault(rule.Terms.Token);
        var shares = rule.Terms.Action.Of(watched.Held.Free);
        var reading = live is null ? null : PriceReader.Read(rule.Terms.Source, live.Book, live.LastTrade, shares);
        var verdict = RuleEvaluator.Evaluate(new(
            rule.Terms, watched.Held, rule.WasHeld, reading, market, watched.IsResolved, watched.IsReady, watched.SiblingExits, options.Value.MostPriceAge, now));
        switch (verdict)
        {
            case RuleVerdict.Hold hold:
                if (hold.Reason is HoldReason.PriceStale or HoldReason.PriceUnknown) _stale.Add(rule.Id);
                else _stale.Remove(rule.Id);
                record.Add(watched.Tenant, rule, new(now, reading?.Value, rule.Terms.Trigger, hold.Reason));
                break;
            case RuleVerdict.Tighten { Trigger: var trigger }:
                if (await firings.TightenAsync(watched, trigger, reading!.Value!.Value, ct) is { } tightened) _rules[rule.Id] = watched with { Rule = tightened };
                else _rules.Remove(rule.Id);   // somebody changed it: the change feed brings it back as it is
                break;
            case RuleVerdict.Fire { Price: var price }:
                await firings.FireAsync(watched, price, live!.Book, market, ct);
                _rules.Remove(rule.Id);
                break;
            case RuleVerdict.Expire { Reason: var reason }:
                await firings.EndAsync(watched, RuleMove.Expire, reason, ct);
                _rules.Remove(rule.Id);
                break;
            case RuleVerdict.Close:
                await firings.EndAsync(watched, RuleMove.Cancel, "The position is closed.", ct);
                _rules.Remove(rule.Id);
                break;
        }
    }

    private void Index()
    {
        _stale.IntersectWith(_rules.Keys);
        _byToken = _rules.Values.ToLookup(rule => rule.Rule.Terms.Token, rule => rule.Rule.Id);
        var tokens = _byToken.Select(group => group.Key).ToHashSet();
        foreach (var gone in _markets.Keys.Where(token => !tokens.Contains(token)).ToList()) _markets.TryRemove(gone, out _);
        books.Watch(tokens);
        record.Keep(_rules.Keys.ToHashSet());
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 7002, Level = LogLevel.Warning, Message = "The book of token {Token} could not be read for rules: {Problem}")]
        public static partial void NotRead(ILogger logger, TokenId token, string problem);

        [LoggerMessage(EventId = 7003, Level = LogLevel.Error, Message = "Judging rule {Rule} broke; it is judged again.")]
        public static partial void Broke(ILogger logger, RuleId rule, Exception exception);
    }
}
