using System.Collections.Concurrent;
using System.Text.Json;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Parsing;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Venue.Rest;

/// <summary>Markets, remembered for a minute. However many ask at once, one asks the venue; when it does not answer, the last known rules serve on.</summary>
internal sealed partial class MarketCatalog(VenueReader reader, TimeProvider clock, ILogger<MarketCatalog> logger) : IMarketCatalog
{
    private static readonly TimeSpan Known = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Missing = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestUse = TimeSpan.FromMinutes(10);
    private const int MostEntries = 20_000;
    private readonly ConcurrentDictionary<ConditionId, Entry> _entries = new();
    private readonly ConcurrentDictionary<ConditionId, Lazy<Task<Entry>>> _asking = new();

    public async Task<Market?> FindAsync(ConditionId condition, TokenId token, CancellationToken ct)
    {
        _entries.TryGetValue(condition, out var known);
        if (known is not null && IsFresh(known)) return known.Of(token);
        try
        {
            var asking = _asking.GetOrAdd(condition, id => new(() => AskOnceAsync(id)));
            return (await asking.Value.WaitAsync(ct)).Of(token);
        }
        catch (VenueUnavailableException e) when (known is not null && known.Of(token) is { } market && Age(known) < LongestUse && _entries.ContainsKey(condition))
        {
            Log.ServedFromMemory(logger, condition, e.Message);
            return market;
        }
    }

    public async Task<IReadOnlyList<Market>> ListAsync(ConditionId condition, CancellationToken ct)
    {
        if (_entries.TryGetValue(condition, out var known) && IsFresh(known)) return known.Markets;
        var asking = _asking.GetOrAdd(condition, id => new(() => AskOnceAsync(id)));
        return (await asking.Value.WaitAsync(ct)).Markets;
    }

    public void Forget(TokenId token)
    {
        foreach (var (condition, entry) in _entries)
        {
            if (entry.Of(token) is not null) _entries.TryRemove(condition, out _);
        }
    }

    // Asked for everybody who waits, so no single caller's cancellation ends it; every request has its own time limit.
    private async Task<Entry> AskOnceAsync(ConditionId condition)
    {
        try
        {
            // Whoever looked before an answer came and joins after it asked nobody: the answer is there already.
            if (_entries.TryGetValue(condition, out var known) && IsFresh(known)) return known;
            var entry = await AskAsync(condition, CancellationToken.None);
            if (_entries.Count >= MostEntries) Prune();
            _entries[condition] = entry;
            return entry;
        }
        finally
        {
            _asking.TryRemove(condition, out _);
        }
    }

    private async Task<Entry> AskAsync(ConditionId condition, CancellationToken ct)
    {
        var rules = reader.JsonAsync(new(Endpoints.GetMarketInfo, $"/clob-markets/{condition}") { Urgency = Urgency.Entry }, ct);
        var title = GammaAsync(condition, "", ct);
        await Task.WhenAll(rules, title);
        using var clob = await rules;
        using var open = await title;
        var (readAt, stamp) = (clock.GetUtcNow(), clock.GetTimestamp());
        if (clob is null) return new([], stamp);
        var row = open is null ? default : MarketParser.GammaRow(open.RootElement, condition);
        using var closed = row.ValueKind == JsonValueKind.Undefined ? await GammaAsync(condition, "&closed=true", ct) : null;
        if (closed is not null) row = MarketParser.GammaRow(closed.RootElement, condition);
        var (markets, problem) = MarketParser.Read(condition, clob.RootElement, row, readAt);
        if (problem is not null) Log.MarketUnreadable(logger, condition, problem);
        return new(markets, stamp);
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

    private bool IsFresh(Entry entry) => Age(entry) < (entry.Markets.Count > 0 ? Known : Missing);

    private TimeSpan Age(Entry entry) => clock.GetElapsedTime(entry.Stamp);

    private sealed record Entry(IReadOnlyList<Market> Markets, long Stamp)
    {
        public Market? Of(TokenId token) => Markets.FirstOrDefault(m => m.Token == token);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3131, Level = LogLevel.Warning, Message = "Market {Condition} is served from memory: {Reason}")]
        public static partial void ServedFromMemory(ILogger logger, ConditionId condition, string reason);

        [LoggerMessage(EventId = 3132, Level = LogLevel.Warning, Message = "Market {Condition} counts as unknown: {Problem} is unreadable.")]
        public static partial void MarketUnreadable(ILogger logger, ConditionId condition, string problem);
    }
}
