using System.Collections.Concurrent;
using CopyTrade.Domain.Venue;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>What is around guarded tokens at the venue: the state of their markets, and books that the stream is silent about. Thread-safe: asking the venue takes time, and judging does not wait for it.</summary>
internal sealed partial class RuleMarkets(ILiveBooks books, IOrderBooks venueBooks, IMarketCatalog catalog, RuleBreaker breaker, IOptions<RuleOptions> options, TimeProvider clock, ILogger<RuleMarkets> logger) : IDisposable
{
    private const int ReadAtOnce = 8;
    private readonly ConcurrentDictionary<TokenId, Market?> _markets = new();
    private readonly SemaphoreSlim _news = new(0, 1);
    private IReadOnlyDictionary<TokenId, ConditionId> _guarded = new Dictionary<TokenId, ConditionId>();

    /// <summary>The market as last read; null while unknown.</summary>
    public Market? Find(TokenId token) => _markets.GetValueOrDefault(token);

    /// <summary>Replaces the set of tokens that have rules.</summary>
    public void Watch(IReadOnlyDictionary<TokenId, ConditionId> guarded)
    {
        var before = Interlocked.Exchange(ref _guarded, guarded);
        foreach (var gone in _markets.Keys.Where(token => !guarded.ContainsKey(token))) _markets.TryRemove(gone, out _);
        books.Watch(guarded.Keys.ToHashSet());
        if (guarded.Keys.Any(token => !before.ContainsKey(token)) && _news.CurrentCount == 0) _news.Release();
    }

    /// <summary>Waits for a token that is new here, but no longer than said.</summary>
    public Task WaitAsync(TimeSpan most, CancellationToken ct) => _news.WaitAsync(most, ct);

    /// <summary>Asks the venue, unless it rests after failures.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        var guarded = Volatile.Read(ref _guarded);
        if (breaker.OpenUntil is not null || guarded.Count == 0) return;
        var asked = clock.GetUtcNow();
        var (failures, answers) = (0, 0);
        await Parallel.ForEachAsync(guarded, new ParallelOptions { MaxDegreeOfParallelism = ReadAtOnce, CancellationToken = ct }, async (one, token) =>
        {
            try
            {
                if (await ReadBookAsync(one.Key, asked, token)) Interlocked.Increment(ref answers);
            }
            catch (VenueUnavailableException e)
            {
                Interlocked.Increment(ref failures);
                Log.NotRead(logger, one.Key, e.Message);
            }

            await ReadMarketAsync(one.Value, one.Key, token);
        });
        // One token that the venue always fails on says nothing about the venue, and must not keep everybody else's books unread.
        if (failures > 0 && answers == 0) breaker.Failed();
        else breaker.Succeeded();
    }

    /// <summary>False when the stream speaks of it, so that nobody has to be asked.</summary>
    private async Task<bool> ReadBookAsync(TokenId token, DateTimeOffset asked, CancellationToken ct)
    {
        if (books.Find(token) is { } live && (asked - live.HeardAt).Duration() < options.Value.MostPriceAge / 2) return false;
        if (await venueBooks.FindAsync(token, ct) is { } book) books.Offer(book, asked);
        return true;
    }

    // Whoever guards a position sells: what was last known of its market serves on, and says nothing about whether books can be read.
    private async Task ReadMarketAsync(ConditionId condition, TokenId token, CancellationToken ct)
    {
        try
        {
            _markets[token] = await catalog.FindToSellAsync(condition, token, ct);
        }
        catch (VenueUnavailableException e)
        {
            Log.MarketNotRead(logger, token, e.Message);
        }
    }

    public void Dispose() => _news.Dispose();

    private static partial class Log
    {
        [LoggerMessage(EventId = 7002, Level = LogLevel.Warning, Message = "The book of token {Token} could not be read for rules: {Problem}")]
        public static partial void NotRead(ILogger logger, TokenId token, string problem);

        [LoggerMessage(EventId = 7093, Level = LogLevel.Warning, Message = "The market of token {Token} could not be read for rules; what was known serves on: {Problem}")]
        public static partial void MarketNotRead(ILogger logger, TokenId token, string problem);
    }
}
