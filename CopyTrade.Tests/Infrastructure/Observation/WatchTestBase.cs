using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Observation;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Mirroring;

namespace CopyTrade.Tests.Infrastructure.Observation;

/// <summary>One followed wallet, a record of trades that a test fills, and the watch over both.</summary>
public abstract class WatchTestBase(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IAsyncLifetime, IDisposable
{
    private protected readonly MirrorHouse _house = new(database);
    private protected readonly FakeTradeRecord _record = new();
    private protected readonly WalletAddress _wallet = MirrorHouse.NewWallet();

    private protected DatabaseFixture Database => database;

    // Who is followed is global: each test begins with nobody.
    public Task InitializeAsync() => database.ExecuteAsync("update copy_target set disabled_at = now()");

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _house.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected WatchHouse NewWatch(ObservationOptions? options = null) => new(_house, database, _record, options);

    private protected async Task<int> StoredAsync() => (await database.QueryAsync<string>("select fill_id from observed_fill where wallet = @_wallet", new { _wallet })).Count;
}
