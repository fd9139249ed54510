using System.Collections.Concurrent;
using System.Text.Json;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Parsing;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Venue.Rest;

/// <summary>Markets, remembered for a minute. However many ask at once, one asks the venue; when it does not answer, the last known rules serve on. Whoever sells does not need Gamma.</summary>
internal sealed partial class MarketCatalog(VenueReader reader, TimeProvider clock, ILogger<MarketCatalog> logger) : IMarketCatalog
{
    private static readonly TimeSpan Known = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Missing = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Incomplete = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestUse = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestForWords = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WordsRest = TimeSpan.FromSeconds(15);
    private const int MostEntries = 20_000;
    private readonly ConcurrentDictionary<ConditionId, Entry> _entries = new();
    private readonly ConcurrentDictionary<(ConditionId Condition, bool RulesWillDo), Lazy<Task<Entry>>> _asking = new();
    private long _wordsRestUntil;

    public Task<Market?> FindAsync(ConditionId condition, TokenId token, CancellationToken ct) => FindAsync(condition, token, rulesWillDo: false, ct);

    public Task<Market?> FindToSellAsync(ConditionId condition, TokenId token, CancellationToken ct) => FindAsync(condition, token, rulesWillDo: true, ct);

    public async Task<IReadOnlyList<Market>> ListAsync(ConditionId condition, CancellationToken ct)
    {
        if (_entries.TryGetValue(condition, out var known) && IsFresh(known) && known.Untold is null) return known.Markets;
        return (await AskAsync(condition, rulesWillDo: false, ct)).Markets;
    }

    public void Forget(TokenId token)
    {
        foreach (var (condition, entry) in _entries)
        {
            if (entry.Of(token) is not null) _entries.TryRemove(condition, out _);
        }
    }

    private async Task<Market?> FindAsync(ConditionId condition, TokenId token, bool rulesWillDo, CancellationToken ct)
    {
        _entries.TryGetValue(condition, out var known);
        if (known is not null && IsFresh(known) && known.Serves(rulesWillDo)) return known.Of(token);
        try
        {
            return (await AskAsync(condition, rulesWillDo, ct)).Of(token);
        }
        catch (VenueUnavailableException e) when (known is not null && known.Serves(rulesWillDo) && known.Of(token) is { } market && Age(known) < LongestUse && _entries.ContainsKey(condition))
        {
            Log.ServedFromMemory(logger, condition, e.Message);
            return market;
        }
    }

    private async Task<Entry> AskAsync(ConditionId condition, bool rulesWillDo, CancellationToken ct)
    {
        var asking = _asking.GetOrAdd((condition, rulesWillDo), key => new(() => AskOnceAsync(key.Condition, key.RulesWillDo)));
        var entry = await asking.Value.WaitAsync(ct);
        return entry.Serves(rulesWillDo) ? entry : throw new VenueUnavailableException(entry.Untold!);
    }

    // Asked for everybody who waits, so no single caller's cancellation ends it; every request has its own time limit.
    private async Task<Entry> AskOnceAsync(ConditionId condition, bool rulesWillDo)
    {
        try
        {
            // Whoever looked before an answer came and joins after it asked nobody: the answer is there already.
            if (_entries.TryGetValue(condition, out var known) && IsFresh(known)) return known;
            var entry = await ReadAsync(condition, known, rulesWillDo, CancellationToken.None);
            // Somebody who waited for more may have it by now.
            _entries.TryGetValue(condition, out known);
            // Everything as it was known is worth more than fresh rules alone, for as long as it may be used.
            if (entry.Untold is { } reason && known is { Untold: null, Markets.Count: > 0 } && Age(known) < LongestUse) throw new VenueUnavailableException(reason);
            if (_entries.Count >= MostEntries) Prune();
            _entries[condition] = entry;
            return entry;
        }
        finally
        {
            _asking.TryRemove((condition, rulesWillDo), out _);
        }
    }

    private async Task<Entry> ReadAsync(ConditionId condition, Entry? before, bool rulesWillDo, CancellationToken ct)
    {
        var rules = reader.JsonAsync(new(Endpoints.GetMarketInfo, $"/clob-markets/{condition}") { Urgency = Urgency.Entry }, ct);
        var title = rulesWillDo ? SoonAsync(condition, ct) : RowAsync(condition, ct);
        await Task.WhenAll(rules, title);
        using var clob = await rules;
        var (row, untold) = await title;
        var (readAt, stamp) = (clock.GetUtcNow(), clock.GetTimestamp());
        if (clob is null) return new([], stamp);
        var (markets, problem) = MarketParser.Read(condition, clob.RootElement, row, readAt);
        if (problem is not null) Log.MarketUnreadable(logger, condition, problem);
        if (untold is null || markets.Count == 0) return new(markets, stamp);
        Log.RulesAlone(logger, condition, untold);
        return new([.. markets.Select(market => market with { RulesOnly = true, Title = before?.Of(market.Token)?.Title })], stamp) { Untold = untold };
    }

    // Who sells waits for words a moment, and after they did not come not at all for a while: a stop must not hang on a title.
    private async Task<(JsonElement Row, string? Untold)> SoonAsync(ConditionId condition, CancellationToken ct)
    {
        if (clock.GetUtcNow().UtcTicks < Volatile.Read(ref _wordsRestUntil)) return (default, "Its title was not told in time a moment ago.");
        try
        {
            return await RowAsync(condition, ct).WaitAsync(LongestForWords, clock, ct);
        }
        catch (TimeoutException)
        {
            Volatile.Write(ref _wordsRestUntil, (clock.GetUtcNow() + WordsRest).UtcTicks);
            return (default, "Its title was not told in time.");
        }
    }

    // Gamma tells what orders need not respect: when it is down, the venue may still be open.
    private async Task<(JsonElement Row, string? Untold)> RowAsync(ConditionId condition, CancellationToken ct)
    {
        try
        {
            foreach (var more in (string[])["", "&closed=true"])
            {
                using var answer = await GammaAsync(condition, more, ct);
                if (answer is not null && MarketParser.GammaRow(answer.RootElement, condition) is { ValueKind: not JsonValueKind.Undefined } row) return (row.Clone(), null);
            }

            return (default, null);
        }
        catch (VenueUnavailableException e)
        {
            return (default, e.Message);
        }
    }

    // Gamma leaves closed markets out unless asked for them, even when they are asked for by id.
    private Task<JsonDocument?> GammaAsync(ConditionId condition, string more, CancellationToken ct) =>
        reader.JsonAsync(new(Endpoints.GammaMarkets, "/markets") { Query = $"condition_ids={condition}{more}", Urgency = Urgency.Entry }, ct);

    private void Prune()
    {
        foreach (var (condition, entry) in _entries)
        {
            if (Age(entry) > Known) _entries.TryRemove(condition, out _);
        }
    }

    private bool IsFresh(Entry entry) => Age(entry) < (entry.Untold is not null ? Incomplete : entry.Markets.Count > 0 ? Known : Missing);

    private TimeSpan Age(Entry entry) => clock.GetElapsedTime(entry.Stamp);

    private sealed record Entry(IReadOnlyList<Market> Markets, long Stamp)
    {
        /// <summary>Why only the rules for orders are known; null when all is.</summary>
        public string? Untold { get; init; }

        public bool Serves(bool rulesWillDo) => Untold is null || rulesWillDo;

        public Market? Of(TokenId token) => Markets.FirstOrDefault(m => m.Token == token);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3133, Level = LogLevel.Warning, Message = "Of market {Condition} only the rules are known, enough to sell: {Reason}")]
        public static partial void RulesAlone(ILogger logger, ConditionId condition, string reason);

        [LoggerMessage(EventId = 3131, Level = LogLevel.Warning, Message = "Market {Condition} is served from memory: {Reason}")]
        public static partial void ServedFromMemory(ILogger logger, ConditionId condition, string reason);

        [LoggerMessage(EventId = 3132, Level = LogLevel.Warning, Message = "Market {Condition} counts as unknown: {Problem} is unreadable.")]
        public static partial void MarketUnreadable(ILogger logger, ConditionId condition, string problem);
    }
}
