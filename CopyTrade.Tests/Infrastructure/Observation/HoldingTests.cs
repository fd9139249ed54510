using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Observation;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Mirroring;

namespace CopyTrade.Tests.Infrastructure.Observation;

public sealed class HoldingTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IAsyncLifetime, IDisposable
{
    private readonly MirrorHouse _house = new(database);
    private readonly FakeTradeRecord _record = new();
    private readonly WalletAddress _wallet = MirrorHouse.NewWallet();
    private readonly TokenId _token = MirrorHouse.NewToken();

    public Task InitializeAsync() => database.ExecuteAsync("update copy_target set disabled_at = now()");

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Before_PositionReadAfterTheSale_KeepsTheFractionSold()
    {
        using var watch = await WatchAsync(Held(_token, 100m, 0.40m));
        _house.Clock.Advance(TimeSpan.FromMinutes(10));
        var sale = _house.Trade(_wallet, OrderSide.Sell, shares: 40m, token: _token);

        await _house.SeeAsync(sale);
        _record.Positions = [Held(_token, 60m, 0.40m)];
        _house.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.True(await watch.Holdings.TakeAsync(_wallet, default));

        Assert.Equal([(_token.ToString(), 100m, 40m)], await BeforeAsync(sale));
        Assert.Equal([(60m, 24m)], await HeldAsync());
    }

    [Fact]
    public async Task Holdings_BuysAndSales_MoveSharesAndCostOnce()
    {
        using var watch = await WatchAsync();
        _house.Clock.Advance(TimeSpan.FromMinutes(1));
        var (first, second, sale) = (
            _house.Trade(_wallet, shares: 100m, price: 0.50m, token: _token, secondsAgo: 9), _house.Trade(_wallet, shares: 100m, price: 0.70m, token: _token, secondsAgo: 6),
            _house.Trade(_wallet, OrderSide.Sell, shares: 50m, price: 0.90m, token: _token, secondsAgo: 3));

        await _house.SeeAsync(first, second, sale);
        await _house.SeeAsync(sale, second, first);
        await database.ExecuteAsync("select move_holdings(array(select fill_id from observed_fill where wallet = @_wallet))", new { _wallet });

        Assert.Equal([(150m, 90m)], await HeldAsync());
        Assert.Equal([(_token.ToString(), 100m, 50m)], await BeforeAsync(second));
        Assert.Equal([(_token.ToString(), 200m, 120m)], await BeforeAsync(sale));
    }

    [Fact]
    public async Task Holdings_FillGrowsByALateLeg_MovesByTheRest()
    {
        using var watch = await WatchAsync();
        _house.Clock.Advance(TimeSpan.FromMinutes(1));
        var row = _house.Trade(_wallet, shares: 10m, price: 0.50m, token: _token);

        await _house.SeeAsync(row);
        await _house.SeeAsync(row, row with { Shares = Shares.Of(30m) });

        Assert.Equal([(40m, 20m)], await HeldAsync());
        Assert.Empty(await BeforeAsync(row));
    }

    [Fact]
    public async Task Holdings_OtherTokenOfTheMarket_IsPartOfWhatWasHeldBefore()
    {
        var other = MirrorHouse.NewToken();
        using var watch = await WatchAsync(Held(other, 25m, 0.20m));
        _house.Clock.Advance(TimeSpan.FromMinutes(1));
        var buy = _house.Trade(_wallet, token: _token);

        await _house.SeeAsync(buy);

        Assert.Equal([(other.ToString(), 25m, 5m)], await BeforeAsync(buy));
    }

    [Fact]
    public async Task Before_FillWithoutASnapshot_IsUnknownNotZero()
    {
        await _house.FollowAsync(_wallet);
        var sale = _house.Trade(_wallet, OrderSide.Sell, token: _token);
        await _house.SeeAsync(sale);

        Assert.Empty(await database.QueryAsync<string>("select before::text from wallet_holding_move where fill_id = @Value", IdOf(sale)));
        Assert.Empty(await database.QueryAsync<DateTime>("select as_of from wallet_snapshot where wallet = @_wallet and as_of is not null", new { _wallet }));
    }

    [Fact]
    public async Task Before_SaleSeenJustBeforeTheFirstSnapshot_IsReckonedBack()
    {
        await _house.FollowAsync(_wallet);
        using var watch = new WatchHouse(_house, database, _record);
        await watch.Watch.DrainOnceAsync(true, default);
        var sale = _house.Trade(_wallet, OrderSide.Sell, shares: 40m, token: _token);
        await _house.SeeAsync(sale);
        _record.Positions = [Held(_token, 60m, 0.40m)];

        await watch.Holdings.RoundAsync([_wallet], default);

        Assert.Equal([(_token.ToString(), 100m, 40m)], await BeforeAsync(sale));
        Assert.Equal([(60m, 24m)], await HeldAsync());
    }

    [Fact]
    public async Task Snapshot_WalletTradedAMomentAgo_CorrectsNothing()
    {
        using var watch = await WatchAsync(Held(_token, 100m, 0.40m));
        _house.Clock.Advance(TimeSpan.FromMinutes(10));
        await _house.SeeAsync(_house.Trade(_wallet, OrderSide.Sell, shares: 40m, token: _token));
        _house.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.False(await watch.Holdings.TakeAsync(_wallet, default));

        Assert.Equal([(60m, 24m)], await HeldAsync());
    }

    [Fact]
    public async Task Snapshot_OfAQuietWallet_CorrectsWhatNoTradeExplains()
    {
        using var watch = await WatchAsync(Held(_token, 100m, 0.40m));
        _house.Clock.Advance(TimeSpan.FromHours(7));
        _record.Positions = [];

        await watch.Holdings.RoundAsync([_wallet], default);

        Assert.Empty(await HeldAsync());
        Assert.Equal(2, _record.Requests.Count(request => request.StartsWith("positions", StringComparison.Ordinal)));
    }

    private static WalletPosition Held(TokenId token, decimal shares, decimal price) => new(MirrorInputBuilder.Condition, token, Shares.Of(shares), Price.Of(price), null, null, null);

    private static FillId IdOf(WalletTrade row) => FillId.FromDataApi(row.Transaction, row.Token, row.Side, row.UnixSeconds);

    private async Task<WatchHouse> WatchAsync(params WalletPosition[] positions)
    {
        await _house.FollowAsync(_wallet);
        _record.Positions = positions;
        var watch = new WatchHouse(_house, database, _record);
        await watch.Watch.DrainOnceAsync(true, default);
        await watch.Holdings.RoundAsync([_wallet], default);
        return watch;
    }

    /// <summary>What was held in the market before a trade whose moment was written down: token, shares, cost.</summary>
    private async Task<IReadOnlyList<(string, decimal, decimal)>> BeforeAsync(WalletTrade row)
    {
        var id = IdOf(row).Value;
        Assert.Single(await database.QueryAsync<string>("select fill_id from wallet_holding_move where fill_id = @id", new { id }));
        return await database.QueryAsync<(string, decimal, decimal)>(
            "select held ->> 't', (held ->> 's')::numeric, (held ->> 'c')::numeric from wallet_holding_move, jsonb_array_elements(before) held where fill_id = @id and (held ->> 's')::numeric > 0", new { id });
    }

    private Task<IReadOnlyList<(decimal, decimal)>> HeldAsync() =>
        database.QueryAsync<(decimal, decimal)>("select shares, cost from wallet_holding where wallet = @_wallet and shares > 0 order by token_id", new { _wallet });
}
