using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Research.Copies;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Mirroring;

namespace CopyTrade.Tests.Infrastructure.Research.Copies;

/// <summary>Over rows that observation, mirroring and trading themselves wrote.</summary>
public sealed class CopyGapQueryTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly MirrorHouse _house = new(database);
    private readonly FixedMarks _marks = new();

    private CopyPeriod Day => new(_house.Clock.GetUtcNow().AddHours(-1), _house.Clock.GetUtcNow().AddHours(1));

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Read_CopiedSkippedAndUnseenTrades_AddsUpToTheBooksOwnLots()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, target) = await _house.FollowAsync(wallet);
        await _house.RuleAsync(tenant, target, new CopyRules { MaxPrice = 0.8m });
        var (copied, dear, unseen) = (_house.Trade(wallet, price: 0.62m), _house.Trade(wallet, price: 0.9m, secondsAgo: 2), _house.Trade(wallet, price: 0.4m, secondsAgo: 1800));
        await _house.SeeAsync(copied, dear);
        await _house.RouteAllAsync();
        await database.ExecuteAsync(
            """
            insert into observed_fill (fill_id, wallet, transaction_hash, condition_id, token_id, side, shares, price, leg_count, legs, filled_at, observed_at, source)
            values (@fill, @wallet, @hash, @condition, @token, 'buy', 10, 0.4, 1, '[]', @at, @at, 'wallet-drain')
            """, new { fill = FillOf(unseen), wallet, hash = unseen.Transaction, condition = unseen.Condition, token = unseen.Token, at = _house.Clock.GetUtcNow().AddMinutes(-30) });
        var order = Assert.Single(await _house.DecisionsAsync(tenant), decision => decision.OrderId is not null);
        await _house.ConfirmAsync(order.OrderId!.Value);
        await database.ExecuteAsync("update order_fill set fee = 0.05, price = 0.63 where order_id = @id; update lot l set price = 0.63, cost = l.shares * 0.63 + 0.05 from order_fill f where f.id = l.order_fill_id and f.order_id = @id", new { id = order.OrderId });
        foreach (var trade in (WalletTrade[])[copied, dear, unseen]) _marks.Known[trade.Token] = (0.7m, MarkSource.Book);
        _house.Clock.Advance(TimeSpan.FromMinutes(5));

        var answer = await Query().ReadAsync(tenant, null, Day, default);

        var report = answer.Report;
        var mine = Assert.Single(await database.QueryAsync<decimal>("select sum(remaining * 0.7 - cost) from lot where billing_account_id = @Tenant", new { tenant.Tenant }));
        Assert.Equal((mine, 0m), (report.Mine, report.Residual));
        Assert.Equal(8m - 20m + 3m, report.Theirs);
        Assert.Equal(-3m, report.Steps.Single(step => step.Bar == GapBar.NotSeen).Amount);
        Assert.Equal(("outside_price_band", 20m), report.Steps.Where(step => step.Bar == GapBar.Skipped).Select(step => (step.Reason!, step.Amount)).Single());
        Assert.Equal((-0.05m, -0.05m), (report.Steps.Single(step => step.Bar == GapBar.Price).Amount, report.Steps.Single(step => step.Bar == GapBar.Fees).Amount));
        Assert.Equal(order.FillId, report.Trades.Single(trade => trade.Mine != 0m).Trade!.Fill.Value);
    }

    [Fact]
    public async Task Read_OtherAccount_SeesNothingOfIt()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, target) = await _house.FollowAsync(wallet);
        await _house.SeeAsync(_house.Trade(wallet));
        await _house.RouteAllAsync();
        var stranger = await database.SeedTenantAsync();

        Assert.Single((await Query().ReadAsync(tenant, target.Id, Day, default)).Report.Trades);
        Assert.Empty((await Query().ReadAsync(stranger, target.Id, Day, default)).Report.Trades);
        Assert.Empty((await Query().ReadAsync(stranger, null, Day, default)).Report.Trades);
    }

    [Fact]
    public async Task Read_TradeOfAMomentAgoWithoutADecision_IsNotMissedYet()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, _) = await _house.FollowAsync(wallet);
        await _house.SeeAsync(_house.Trade(wallet));

        Assert.Empty((await Query().ReadAsync(tenant, null, Day, default)).Report.Trades);
        _house.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(GapBar.NotSeen, Assert.Single((await Query().ReadAsync(tenant, null, Day, default)).Report.Steps).Bar);
    }

    private static string FillOf(WalletTrade trade) => $"data-api:{trade.Transaction.Value}:{trade.Token.Value}:BUY:{trade.UnixSeconds}";

    private CopyGapQuery Query() => new(database.Scopes, _marks, _house.Clock);
}
