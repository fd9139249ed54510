using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Research.Days;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using static CopyTrade.Tests.Domain.Research.Leaders.LeaderSamples;

namespace CopyTrade.Tests.Domain.Research.Days;

public sealed class DayReplayerTests
{
    [Fact]
    public void Run_BuySkipAndSale_TellsOfEachTradeWhatTheRulesWouldHaveMade()
    {
        FillSighting[] trades = [Seen(1, OrderSide.Buy, 100m, 0.5m, 20), Seen(2, OrderSide.Buy, 100m, 0.9m, 10), Seen(1, OrderSide.Sell, 100m, 0.6m, 5), Seen(3, OrderSide.Sell, 40m, 0.3m, 1)];

        var result = DayReplayer.Run(Input(trades, new CopyRules { MaxPrice = 0.8m }), trades);

        Assert.Equal([SkipReason.SellWithoutPosition, null, SkipReason.OutsidePriceBand, null], result.Trades.Select(trade => trade.Skipped));
        Assert.Equal(("Market 1?", "Yes", Usdc.Of(50m), true), (result.Trades[3].Title, result.Trades[3].Outcome, result.Trades[3].Theirs, result.Trades[3].Ours > Usdc.Zero));
        Assert.Equal((4, 2, 2), (result.Trial.Trades, result.Trial.Copied, result.Trial.Skipped.Values.Sum()));
        Assert.True(result.Trial.PaidSpread > Usdc.Zero);
        Assert.Equal(Usdc.Of(500m), result.Capital);
    }

    [Fact]
    public void Run_TradesOfTheDayBefore_AreWhatTheyHeldAndNoPartOfTheReplay()
    {
        FillSighting[] trades = [Seen(1, OrderSide.Buy, 100m, 0.5m, 30), Seen(1, OrderSide.Buy, 10m, 0.5m, 2)];

        var result = DayReplayer.Run(Input(trades, CopyRules.None), trades);

        Assert.Equal(Now.AddHours(-2), Assert.Single(result.Trades).At);
    }

    [Fact]
    public void Run_MoreTradesThanAreKept_KeepsTheNewestAndSumsAll()
    {
        var trades = Enumerable.Range(0, DayReplayResult.MostKept + 20).Select(i => Seen(i, OrderSide.Buy, 100m, 0.5m, 20m - (i / 100m))).ToList();

        var result = DayReplayer.Run(Input(trades, CopyRules.None), trades);

        Assert.Equal((DayReplayResult.MostKept, trades.Count), (result.Trades.Count, result.Trial.Trades));
        Assert.Equal(trades.Max(trade => trade.FilledAt), result.Trades[0].At);
    }

    [Fact]
    public void Result_WrittenAndRead_IsTheSame()
    {
        FillSighting[] trades = [Seen(1, OrderSide.Buy, 100m, 0.5m, 20), Seen(3, OrderSide.Sell, 40m, 0.3m, 1)];
        var json = DomainJson.Write(DayReplayer.Run(Input(trades, CopyRules.None), trades));

        Assert.Equal(json, DomainJson.Write(DomainJson.Read<DayReplayResult>(json)));
    }

    private static TrialInput Input(IReadOnlyCollection<FillSighting> trades, CopyRules rules) => new(
        DayReplayer.HistoryOf(Wallet(), trades, Now.AddDays(-1), Now, true, trades.Select(trade => trade.Condition).Distinct().Select(condition => Market(trades.First(trade => trade.Condition == condition).Title!.Length) with { Condition = condition, Tokens = [.. trades.Where(trade => trade.Condition == condition).Select(trade => trade.Token).Distinct()] })),
        new TrialTerms(DayReplayer.Days, Usdc.Of(500m), MissPercent: 0),
        new CopyTarget(new(Guid.NewGuid()), new(Guid.NewGuid()), Wallet(), TargetKey.Of(Wallet()), null, new SizingPolicy.Fixed(Usdc.Of(10m)), Usdc.Of(50m), 75, Now, null),
        rules.Over(CopyRules.Platform), new Dictionary<TokenId, TokenMark>());

    private static FillSighting Seen(int market, OrderSide side, decimal shares, decimal price, decimal hoursAgo)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(Now.AddHours(-(double)hoursAgo).ToUnixTimeSeconds());
        var fill = Fill(market, side, shares, price, at);
        return new(Wallet(), fill.Transaction, fill.Condition, fill.Token, side, at.ToUnixTimeSeconds(), FillLegs.Of([new FillLeg(fill.Shares, fill.Price, 1)]), $"Market {market}?", "Yes", "quiet.harbor");
    }
}
