using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Rules;
using CopyTrade.Tests.Faults;
using CopyTrade.Tests.Infrastructure.Trading;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Infrastructure.Rules;

/// <summary>What is asked of the venue for guarded tokens, and when nothing is (R4.11 to R4.13).</summary>
public sealed class RuleBreakerTests : IDisposable
{
    private static readonly TokenId One = RuleStage.Token(1);
    private static readonly TokenId Two = RuleStage.Token(2);
    private readonly TestClock _clock = new(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
    private readonly Venue _venue = new();
    private readonly RuleBreaker _breaker;
    private readonly RuleMarkets _markets;

    public RuleBreakerTests()
    {
        _breaker = new(_clock);
        _markets = new(_venue, _venue, _venue, _breaker, Options.Create(new RuleOptions()), _clock, NullLogger<RuleMarkets>.Instance);
    }

    public void Dispose() => _markets.Dispose();

    [Fact]
    public async Task Refresh_FailingFiveTimes_RestsAMinuteAndBeginsAnew()
    {
        Watch(One);
        _venue.IsDown = true;

        for (var n = 1; n <= 4; n++) await _markets.RefreshAsync(default);
        Assert.Equal((4, null), (_breaker.ConsecutiveFailures, _breaker.OpenUntil));
        await _markets.RefreshAsync(default);
        Assert.Equal(_clock.GetUtcNow().AddSeconds(60), _breaker.OpenUntil);

        var asked = _venue.Asked;
        _clock.Advance(59);
        await _markets.RefreshAsync(default);
        Assert.Equal(asked, _venue.Asked);

        _clock.Advance(1);
        _venue.IsDown = false;
        await _markets.RefreshAsync(default);
        Assert.Equal((0, null), (_breaker.ConsecutiveFailures, _breaker.OpenUntil));
        Assert.NotNull(_markets.Find(One));
    }

    [Fact]
    public async Task Refresh_FailingOnceAmongSuccesses_CountsFromTheBeginning()
    {
        Watch(One);
        for (var n = 0; n < 12; n++)
        {
            _venue.IsDown = n % 3 != 2;
            await _markets.RefreshAsync(default);
        }

        Assert.Null(_breaker.OpenUntil);
    }

    [Fact]
    public async Task Refresh_OneTokenThatAlwaysFails_KeepsNoOtherBookUnread()
    {
        Watch(One, Two);
        _venue.Broken = One;

        for (var n = 0; n < 8; n++) await _markets.RefreshAsync(default);

        Assert.Null(_breaker.OpenUntil);
        Assert.Equal(8, _venue.Offered.Count(token => token == Two));
        Assert.DoesNotContain(One, _venue.Offered);
    }

    [Fact]
    public async Task Refresh_ReadsTheBooksThatTheStreamIsSilentAbout()
    {
        Watch(One, Two);
        _venue.Heard[One] = _clock.GetUtcNow().AddSeconds(-29);
        _venue.Heard[Two] = _clock.GetUtcNow().AddSeconds(-31);

        await _markets.RefreshAsync(default);

        Assert.Equal([Two], _venue.Read);
        Assert.Equal([Two], _venue.Offered);
    }

    [Fact]
    public async Task Refresh_TitlesNotToldForLong_ReadsBooksAndNeverRests()
    {
        Watch(One, Two);
        _venue.TellsNoTitles = true;
        _venue.Heard[Two] = _clock.GetUtcNow();

        for (var n = 0; n < 8; n++) await _markets.RefreshAsync(default);

        Assert.Equal((0, null), (_breaker.ConsecutiveFailures, _breaker.OpenUntil));
        Assert.Equal(8, _venue.Offered.Count(token => token == One));
        Assert.All([One, Two], token => Assert.True(_markets.Find(token)!.AcceptingOrders));
    }

    [Fact]
    public async Task Watch_KeepsTheStreamOnWhatHasRulesAndWakesForWhatIsNew()
    {
        Watch(One);
        await _markets.WaitAsync(Timeout.InfiniteTimeSpan, default);
        await _markets.RefreshAsync(default);
        Watch(One, Two);
        await _markets.WaitAsync(Timeout.InfiniteTimeSpan, default);
        Assert.Equal([One, Two], _venue.Watched.OrderBy(token => token.Value));

        Watch(Two);

        Assert.Equal([Two], _venue.Watched);
        Assert.Null(_markets.Find(One));
    }

    private void Watch(params TokenId[] tokens) => _markets.Watch(tokens.ToDictionary(token => token, _ => RuleStage.Condition(1)));

    private sealed class Venue : ILiveBooks, IOrderBooks, IMarketCatalog
    {
        public bool IsDown { get; set; }

        public bool TellsNoTitles { get; set; }

        public TokenId? Broken { get; set; }

        public int Asked { get; private set; }

        public Dictionary<TokenId, DateTimeOffset> Heard { get; } = [];

        public List<TokenId> Read { get; } = [];

        public List<TokenId> Offered { get; } = [];

        public IReadOnlySet<TokenId> Watched { get; private set; } = new HashSet<TokenId>();

        public void Watch(IReadOnlySet<TokenId> tokens) => Watched = tokens;

        public LiveBook? Find(TokenId token) => Heard.TryGetValue(token, out var at) ? new(new(token, [], [], at), null, at) : null;

        public void Offer(OrderBook book, DateTimeOffset askedAt)
        {
            lock (Offered) Offered.Add(book.Token);
        }

        public IAsyncEnumerable<IReadOnlyCollection<BookChange>> ReadAsync(CancellationToken ct) => throw new NotSupportedException();

        public Task<OrderBook?> FindAsync(TokenId token, CancellationToken ct)
        {
            lock (Read) Read.Add(token);
            if (IsDown || token == Broken) return Task.FromException<OrderBook?>(new VenueUnavailableException("down"));
            return Task.FromResult<OrderBook?>(new(token, [], [], DateTimeOffset.UnixEpoch));
        }

        public Task<Market?> FindAsync(ConditionId condition, TokenId token, CancellationToken ct) => Answer(condition, token, TellsNoTitles);

        public Task<Market?> FindToSellAsync(ConditionId condition, TokenId token, CancellationToken ct) => Answer(condition, token, false);

        private Task<Market?> Answer(ConditionId condition, TokenId token, bool isAway)
        {
            Asked++;
            return IsDown || isAway || token == Broken
                ? Task.FromException<Market?>(new VenueUnavailableException("down"))
                : Task.FromResult<Market?>(new(condition, token, TokenId.Parse("99"), "Question", "Yes", TickSize.Cent, Shares.Of(5m), Usdc.Of(1m), false, 0m, 1, null, true, false, DateTimeOffset.UnixEpoch));
        }

        public void Forget(TokenId token)
        {
        }
    }
}
