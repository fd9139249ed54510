using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using static CopyTrade.Tests.Domain.Research.Leaders.LeaderSamples;

namespace CopyTrade.Tests.Domain.Research.Leaders;

public sealed class TrialRunnerTests
{
    private static readonly TrialTerms Terms = new(30, Usdc.Of(1_000m), MissPercent: 0);

    [Fact]
    public void Run_BoughtAndPaid_IsTheirTradeLessTheCostOfOneLeg()
    {
        var history = History([Fill(1, OrderSide.Buy, 100m, 0.5m, Now.AddDays(-3))], [], [Market(1, Now.AddDays(-2), won: true)]);

        var result = TrialRunner.Run(Input(history, new SizingPolicy.Fixed(Usdc.Of(10m))));

        // 20 shares at 50 cents, made worse by 1.5 per cent.
        var paid = 20m * 0.5m * 1.015m;
        Assert.Equal((1, 1, 0), (result.Trades, result.Copied, result.Missed));
        Assert.Equal(Usdc.Of(20m - paid), result.Realised);
        Assert.Equal(Usdc.Of(paid), result.Spent);
        Assert.Equal(Usdc.Of(0.15m), result.PaidSpread);
        Assert.Equal(Usdc.Zero, result.Open);
    }

    [Fact]
    public void Run_RandomHistories_EveryTradeIsCopiedMissedOrSkippedAndMoneyIsConserved()
    {
        for (var seed = 1; seed <= 60; seed++)
        {
            var draw = new SeededDraw((ulong)seed);
            var fills = Enumerable.Range(0, 40).Select(i => Fill(draw.Next(8), draw.Next(3) == 0 ? OrderSide.Sell : OrderSide.Buy, 1 + draw.Next(200), (1 + draw.Next(98)) / 100m, Now.AddDays(-29).AddHours(i * 16), draw.Next(2))).ToList();
            var markets = Enumerable.Range(0, 8).Select(i => Market(i, Now.AddDays(-draw.Next(20)), draw.Next(2) == 0 ? draw.Next(2) == 0 : null));

            var result = TrialRunner.Run(Input(History(fills, [], markets), new SizingPolicy.Percentage(20m), new(30, Usdc.Of(200m), MissPercent: 20)));

            Assert.Equal(40, result.Trades);
            Assert.Equal(40, result.Copied + result.Missed + result.Skipped.Values.Sum());
            // Summed in another order, and each rounded down once.
            Assert.InRange(result.Realised.Amount - result.Days[^1].Total.Amount, -0.000001m, 0.000001m);
            Assert.True(result.Drawdown <= Usdc.Zero);
            Assert.True(result.Total >= Usdc.Of(-200m));
        }
    }

    [Fact]
    public void Run_TheSameTwice_IsTheSame_MissesIncluded()
    {
        var history = Trader(1, 0.6, 60, 9);
        var input = Input(history, new SizingPolicy.Fixed(Usdc.Of(10m)), Terms with { MissPercent = 30 });

        var first = TrialRunner.Run(input);

        Assert.InRange(first.Missed, 1, first.Trades - 1);
        Assert.Equal(CopyTrade.Infrastructure.Persistence.DomainJson.Write(first), CopyTrade.Infrastructure.Persistence.DomainJson.Write(TrialRunner.Run(input)));
    }

    [Fact]
    public void Run_ByTheRules_LeavesOutWhatTheyLeaveOutAndSaysWhy()
    {
        var history = History([Fill(1, OrderSide.Buy, 100m, 0.9m, Now.AddDays(-3)), Fill(2, OrderSide.Buy, 100m, 0.5m, Now.AddDays(-2)), Fill(3, OrderSide.Sell, 100m, 0.5m, Now.AddDays(-1))], [], [Market(1), Market(2), Market(3)]);

        var result = TrialRunner.Run(Input(history, new SizingPolicy.Fixed(Usdc.Of(10m)), rules: new CopyRules { MaxPrice = 0.8m }));

        Assert.Equal(1, result.Copied);
        Assert.Equal(1, result.Skipped[SkipReason.OutsidePriceBand]);
        Assert.Equal(1, result.Skipped[SkipReason.SellWithoutPosition]);
    }

    [Fact]
    public void Run_WithoutAPriceAtTheEnd_CountsItInNeitherFigure()
    {
        var history = History([Fill(1, OrderSide.Buy, 100m, 0.5m, Now.AddDays(-3))], [], [Market(1)]);
        var input = Input(history, new SizingPolicy.Fixed(Usdc.Of(10m)));

        var (unknown, known) = (TrialRunner.Run(input), TrialRunner.Run(input with { Marks = new Dictionary<TokenId, TokenMark> { [Token(1)] = new(Token(1), Price.Of(0.6m), Now, MarkSource.Book) } }));

        Assert.Equal((1, Usdc.Zero), (unknown.Unvalued, unknown.Total));
        Assert.Equal((0, Usdc.Of(12m - 10.15m)), (known.Unvalued, known.Open));
    }

    [Theory, InlineData(14, 1000, 2, 5), InlineData(30, 1, 2, 5), InlineData(30, 1000, -1, 5), InlineData(30, 1000, 2, 95)]
    public void Terms_ThatMakeNoSense_AreRefusedInOneSentence(int days, int capital, int delay, int miss) => Assert.EndsWith(".", new TrialTerms(days, Usdc.Of(capital), delay, miss).Problem, StringComparison.Ordinal);

    private static TrialInput Input(LeaderHistory history, SizingPolicy sizing, TrialTerms? terms = null, CopyRules? rules = null) => new(
        history, terms ?? Terms, new CopyTarget(new(Guid.Empty), new(Guid.Empty), history.Wallet, TargetKey.Of(history.Wallet), null, sizing, Usdc.Of(100m), 75, Now, null),
        CopyRules.Effective(rules, null) with { VwapTolerance = null, DominanceMinimum = null }, new Dictionary<TokenId, TokenMark>());
}
