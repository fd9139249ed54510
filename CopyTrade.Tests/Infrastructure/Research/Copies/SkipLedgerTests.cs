using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Research.Copies;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Mirroring;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Infrastructure.Research.Copies;

public sealed class SkipLedgerTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly MirrorHouse _house = new(database);
    private readonly FixedMarks _marks = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Run_SkipThatTheySold_IsFinalAndNotReckonedAgain()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, target) = await _house.FollowAsync(wallet);
        await _house.RuleAsync(tenant, target, new CopyRules { MaxPrice = 0.5m });
        var buy = _house.Trade(wallet, price: 0.6m, secondsAgo: 5);
        await _house.SeeAsync(buy, _house.Trade(wallet, OrderSide.Sell, price: 0.7m, token: buy.Token, secondsAgo: 3));
        await _house.RouteAllAsync();

        var first = await Job().RunAsync([tenant], default);
        var second = await Job().RunAsync([tenant], default);

        Assert.Equal((1, 0), (first.Changed, second.Seen));
        var line = Assert.Single(await LinesAsync(tenant), line => line.Side == OrderSide.Buy);
        Assert.Equal((SkipState.Final, EntryBasis.TheirPrice, 0.5m), (line.State, line.Basis, line.Profit));
        var reason = Assert.Single(await Ledger().ReasonsAsync(tenant, Everything, default), row => row.Reason == "outside_price_band");
        Assert.Equal((1, 0m, 0.5m, 0, 1), (reason.Skips, reason.Saved, reason.Missed, reason.Unknown, reason.AtTheirPrice));
    }

    [Fact]
    public async Task Run_OpenSkip_IsValuedAgainAndThenFinalAtResolution()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, target) = await _house.FollowAsync(wallet);
        await _house.RuleAsync(tenant, target, new CopyRules { MaxPrice = 0.5m });
        var buy = _house.Trade(wallet, price: 0.6m);
        await _house.SeeAsync(buy);
        await _house.RouteAllAsync();

        _marks.IsDown = true;
        await Job().RunAsync([tenant], default);
        Assert.Equal(SkipState.Unpriced, Assert.Single(await LinesAsync(tenant)).State);
        Assert.Contains(buy.Token, _marks.Asked);

        _marks.Known[buy.Token] = (0.4m, MarkSource.Book);
        _house.Clock.Advance(TimeSpan.FromMinutes(31));
        await Job().RunAsync([tenant], default);
        Assert.Equal((SkipState.Open, -1m), (Assert.Single(await LinesAsync(tenant)).State, Assert.Single(await LinesAsync(tenant)).Profit));

        _marks.Known[buy.Token] = (1m, MarkSource.Resolution);
        _house.Clock.Advance(TimeSpan.FromMinutes(31));
        await Job().RunAsync([tenant], default);
        Assert.Equal((SkipState.Final, 2m), (Assert.Single(await LinesAsync(tenant)).State, Assert.Single(await LinesAsync(tenant)).Profit));
    }

    [Fact]
    public async Task Page_OfAnotherAccount_IsEmptyAndPagesFollowEachOther()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, target) = await _house.FollowAsync(wallet);
        await _house.RuleAsync(tenant, target, new CopyRules { MaxPrice = 0.5m });
        await _house.SeeAsync([.. Enumerable.Range(0, 5).Select(_ => _house.Trade(wallet))]);
        await _house.RouteAllAsync();

        var first = await Ledger().PageAsync(tenant, Everything, null, 3, default);
        var second = await Ledger().PageAsync(tenant, Everything, first.Next, 3, default);

        Assert.Equal((3, 2, 5), (first.Lines.Count, second.Lines.Count, first.Lines.Concat(second.Lines).Select(line => line.Decision).Distinct().Count()));
        Assert.Null(second.Next);
        var stranger = await database.SeedTenantAsync();
        Assert.Empty((await Ledger().PageAsync(stranger, Everything, null, 3, default)).Lines);
        Assert.Empty(await Ledger().ReasonsAsync(stranger, Everything, default));
        Assert.Empty(await Ledger().TradesAsync(stranger, null, Everything.Since, 100, default));
    }

    [Fact]
    public async Task Trades_OfThePeriod_AreTriedWithTheRealPlanner()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, target) = await _house.FollowAsync(wallet);
        await _house.RuleAsync(tenant, target, new CopyRules { MaxPrice = 0.5m });
        var (dear, cheap) = (_house.Trade(wallet, price: 0.6m), _house.Trade(wallet, price: 0.4m, secondsAgo: 2));
        await _house.SeeAsync(dear, cheap);
        await _house.RouteAllAsync();
        foreach (var trade in (WalletTrade[])[dear, cheap]) _marks.Known[trade.Token] = (0.5m, MarkSource.Book);

        var trial = WhatIf.Run(await Ledger().TradesAsync(tenant, target.Id, Everything.Since, 100, default), WhatIfField.MaxPrice, 0.7m);

        Assert.Equal((1, 1, 0.5m), (trial.Before.Copied, trial.Before.Skipped, trial.Before.Profit));
        Assert.Equal((2, 0, 0m), (trial.After.Copied, trial.After.Skipped, trial.After.Profit));
        Assert.Single(trial.Added);
    }

    private SkipFilter Everything => new(_house.Clock.GetUtcNow().AddDays(-30), null, null);

    private async Task<IReadOnlyList<SkipLine>> LinesAsync(CopyTrade.Domain.Accounts.TenantRef tenant) => (await Ledger().PageAsync(tenant, Everything, null, 100, default)).Lines;

    private SkipLedgerJob Job() => new(database.Scopes, _marks, _house.Clock, NullLogger<SkipLedgerJob>.Instance);

    private SkipLedger Ledger() => new(database.Scopes, _marks, _house.Clock);
}
