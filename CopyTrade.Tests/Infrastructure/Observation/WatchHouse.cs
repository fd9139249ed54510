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
        Wallets = new WatchList(database.Databases, options, clock);
        Feeds = new FeedMonitor(clock);
        var seen = new SeenTrades();
        var drain = new TradeDrain(record, new FillStore(database.Databases, new RecentFills(), house.Signal, clock), Wallets, seen, Feeds, options, clock, NullLogger<TradeDrain>.Instance);
        Tokens = new TokenWatch(database.Databases, record, Market, Wallets);
        Watch = new WalletWatch(new FollowedWallets(database.Databases, new SilentChanges(), clock), Wallets, drain, seen, Tokens, Activity, Market, Feeds, options, clock, NullLogger<WalletWatch>.Instance);
    }

    public FakeStream Activity { get; } = new();

    public FakeStream Market { get; } = new();

    public WatchList Wallets { get; }

    public TokenWatch Tokens { get; }

    public FeedMonitor Feeds { get; }

    public WalletWatch Watch { get; }

    public void Dispose() => Watch.Dispose();
}
