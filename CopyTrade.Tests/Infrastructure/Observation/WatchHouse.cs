using CopyTrade.Infrastructure.Observation;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Mirroring;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Infrastructure.Observation;

/// <summary>A watcher on a house and a record of its own; a second one on the same house is a restart.</summary>
internal sealed class WatchHouse : IDisposable
{
    public WatchHouse(MirrorHouse house, DatabaseFixture database, FakeTradeRecord record, ObservationOptions? settings = null, TimeProvider? clock = null)
    {
        var options = Options.Create(settings ?? new ObservationOptions { PageRows = 10 });
        clock ??= house.Clock;
        Gaps = new GapLog(database.Databases, clock, NullLogger<GapLog>.Instance);
        Wallets = new WatchList(database.Databases, Gaps, options, clock);
        Feeds = new FeedMonitor(clock);
        var seen = new SeenTrades();
        var followed = new FollowedWallets(database.Databases, new SilentChanges(), clock);
        Store = new FillStore(database.Databases, new RecentFills(), house.Signal, clock);
        var drain = new TradeDrain(record, Store, Wallets, seen, Gaps, Feeds, options, clock, NullLogger<TradeDrain>.Instance);
        Tokens = new TokenWatch(database.Databases, Market, Wallets, clock);
        Watch = new WalletWatch(followed, Wallets, drain, seen, Tokens, Activity, Market, Feeds, options, clock, NullLogger<WalletWatch>.Instance);
        var history = new HistoryReader(record, options, clock);
        Holdings = new HoldingKeeper(database.Databases, record, options, clock, NullLogger<HoldingKeeper>.Instance);
        Replay = new GapReplay(Gaps, history, Store, options, clock);
        Statistics = new StatisticsJob(database.Databases, followed, history, options, clock, NullLogger<StatisticsJob>.Instance);
        Coverage = new CoverageJob(database.Databases, followed, history, Store, Gaps, options, clock, NullLogger<CoverageJob>.Instance);
    }

    public FakeStream Activity { get; } = new();

    public FakeStream Market { get; } = new();

    public WatchList Wallets { get; }

    public TokenWatch Tokens { get; }

    public FeedMonitor Feeds { get; }

    public WalletWatch Watch { get; }

    public FillStore Store { get; }

    public GapLog Gaps { get; }

    public HoldingKeeper Holdings { get; }

    public GapReplay Replay { get; }

    public StatisticsJob Statistics { get; }

    public CoverageJob Coverage { get; }

    public void Dispose()
    {
        Watch.Dispose();
        Wallets.Dispose();
    }
}
