using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Observation;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Mirroring;

namespace CopyTrade.Tests.Infrastructure.Observation;

public sealed class FillStoreTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly MirrorHouse _house = new(database);

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Store_SameRowsAgainFromAnotherProcess_ChangesNothing()
    {
        var row = _house.Trade(MirrorHouse.NewWallet());
        using var other = new MirrorHouse(database);

        Assert.Equal((1, 0, 0), (await _house.SeeAsync(row), await _house.SeeAsync(row), await other.SeeAsync(row)));
    }

    [Fact]
    public async Task Store_EqualRowsInOneAnswer_CountTwiceAndNeverMore()
    {
        var row = _house.Trade(MirrorHouse.NewWallet(), shares: 10m);

        await _house.SeeAsync(row);
        await _house.SeeAsync(row, row);
        await _house.SeeAsync(row);

        Assert.Equal([(20m, 2)], await FillsAsync(row));
    }

    [Fact]
    public async Task Store_LateLegOfARoutedFill_BecomesASibling()
    {
        var row = _house.Trade(MirrorHouse.NewWallet(), shares: 10m);
        await _house.SeeAsync(row);
        await database.ExecuteAsync("update observed_fill set routed_at = now()");

        await _house.SeeAsync(row, row with { Shares = Shares.Of(4m) });
        await _house.SeeAsync(row, row with { Shares = Shares.Of(4m) });

        Assert.Equal([(10m, 1), (4m, 1)], await FillsAsync(row));
    }

    [Fact]
    public async Task Store_TwoWalletsUnderOneId_KeepsBoth()
    {
        var row = _house.Trade(MirrorHouse.NewWallet());
        var other = row with { Wallet = MirrorHouse.NewWallet() };

        await _house.SeeAsync(row, other);
        await _house.SeeAsync(other, row);

        var wallets = await database.QueryAsync<string>("select wallet from observed_fill where transaction_hash = @Transaction order by wallet", new { row.Transaction });
        Assert.Equal([row.Wallet.Value, other.Wallet.Value], wallets);
    }

    [Fact]
    public async Task Store_TheSameAnswersAtOnce_StoresEachOnce()
    {
        var wallet = MirrorHouse.NewWallet();
        var rows = Enumerable.Range(0, 40).Select(_ => _house.Trade(wallet)).ToArray();
        var houses = Enumerable.Range(0, 6).Select(_ => new MirrorHouse(database)).ToList();

        var added = await Task.WhenAll(houses.Select(house => house.SeeAsync([.. rows, .. rows.Take(10)])));

        Assert.Equal(40, (await database.QueryAsync<string>("select fill_id from observed_fill where wallet = @wallet", new { wallet })).Count);
        Assert.Equal(40, added.Sum());
        houses.ForEach(house => house.Dispose());
    }

    [Fact]
    public async Task Store_SomethingNew_SignalsTheRouter()
    {
        await _house.SeeAsync(_house.Trade(MirrorHouse.NewWallet()));

        Assert.True(await _house.Signal.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, default));
    }

    private async Task<IReadOnlyList<(decimal, int)>> FillsAsync(WalletTrade row) =>
        await database.QueryAsync<(decimal, int)>("select shares, leg_count from observed_fill where transaction_hash = @Transaction order by shares desc", new { row.Transaction });
}
