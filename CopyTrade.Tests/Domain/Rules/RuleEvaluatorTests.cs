using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using static CopyTrade.Tests.Domain.Rules.RuleSamples;

namespace CopyTrade.Tests.Domain.Rules;

public sealed class RuleEvaluatorTests
{
    [Theory]
    [InlineData(RuleKind.StopLoss, 0.40, 0.41, false)]
    [InlineData(RuleKind.StopLoss, 0.40, 0.40, true)]
    [InlineData(RuleKind.StopLoss, 0.40, 0.05, true)]
    [InlineData(RuleKind.TakeProfit, 0.60, 0.59, false)]
    [InlineData(RuleKind.TakeProfit, 0.60, 0.60, true)]
    [InlineData(RuleKind.TakeProfit, 0.60, 0.99, true)]
    public void Evaluate_APriceAtOrBeyondTheTrigger_Fires(RuleKind kind, double trigger, double price, bool fires)
    {
        var terms = kind == RuleKind.StopLoss ? Stop((decimal)trigger) : Profit((decimal)trigger);

        var verdict = RuleEvaluator.Evaluate(Facts(terms, At((decimal)price)));

        Assert.Equal(fires ? new RuleVerdict.Fire(Price.Of((decimal)price)) : new RuleVerdict.Hold(HoldReason.NotMet), verdict);
    }

    [Fact]
    public void Evaluate_AnOldPrice_NeverFiresAndSaysSo() =>
        AssertHolds(HoldReason.PriceStale, Facts(Stop(0.4m), At(0.1m)) with { Now = Now.AddSeconds(60.001) });

    [Fact]
    public void Evaluate_APriceFromTheFuture_NeverFires() =>
        AssertHolds(HoldReason.PriceStale, Facts(Stop(0.4m), At(0.1m)) with { Now = Now.AddHours(-1) });

    [Fact]
    public void Evaluate_NoBid_HoldsTheStop() => AssertHolds(HoldReason.NoPrice, Facts(Stop(0.4m), At(null, 0m)));

    [Fact]
    public void Evaluate_NoPriceYet_Holds() => AssertHolds(HoldReason.PriceUnknown, Facts(Stop(0.4m), null));

    [Fact]
    public void Evaluate_ThinBids_FireTheStopButNotTheProfit()
    {
        Assert.IsType<RuleVerdict.Fire>(RuleEvaluator.Evaluate(Facts(Stop(0.4m), At(0.3m, covered: 2m))));
        AssertHolds(HoldReason.NotEnoughBids, Facts(Profit(0.6m), At(0.7m, covered: 9.99m)));
    }

    [Fact]
    public void Evaluate_APartOfThePosition_NeedsBidsForThatPart()
    {
        var part = Profit(0.6m) with { Action = new ExitAction.SellPart(Shares.Of(4m)) };

        Assert.IsType<RuleVerdict.Fire>(RuleEvaluator.Evaluate(Facts(part, At(0.7m, covered: 4m))));
    }

    [Fact]
    public void Evaluate_WhileSomethingStopsASale_HoldsAndFiresAfterwards()
    {
        var met = Facts(Stop(0.4m), At(0.3m));

        AssertHolds(HoldReason.WalletNotReady, met with { IsReady = false });
        AssertHolds(HoldReason.MarketPaused, met with { Market = Open with { AcceptingOrders = false } });
        AssertHolds(HoldReason.NothingFree, met with { Held = new(Shares.Zero, Shares.Of(10m), Shares.Zero) });
        AssertHolds(HoldReason.SiblingExits, met with { SiblingExits = true });
        Assert.IsType<RuleVerdict.Fire>(RuleEvaluator.Evaluate(met));
    }

    [Fact]
    public void Evaluate_SharesInACopiedSaleThatRests_AreThereForWhoTakesThemBack()
    {
        var bound = new HeldPosition(Shares.Zero, Shares.Zero, Shares.Of(10m)) { Resting = Shares.Of(10m) };

        Assert.IsType<RuleVerdict.Fire>(RuleEvaluator.Evaluate(Facts(Stop(0.4m), At(0.3m)) with { Held = bound }));
        Assert.IsType<RuleVerdict.Fire>(RuleEvaluator.Evaluate(Facts(Profit(0.4m), At(0.5m)) with { Held = bound }));
        AssertHolds(HoldReason.NotEnoughBids, Facts(Profit(0.4m), At(0.5m, covered: 6m)) with { Held = bound });
        AssertHolds(HoldReason.NothingFree, Facts(Profit(0.4m) with { Action = new ExitAction.SellPart(Shares.Of(4m)) }, At(0.5m)) with { Held = bound });
        AssertHolds(HoldReason.NothingFree, Facts(Stop(0.4m), At(0.3m)) with { Held = bound with { Resting = Shares.Zero } });
    }

    [Fact]
    public void Evaluate_AfterAFiringThatSoldNothing_RestsLongerEachTime()
    {
        var met = Facts(Stop(0.4m), At(0.3m));
        TradeRule Rearmed(int exits) => new(Rule, default, met.Terms, null, RuleStatus.Active, 1, true, exits, null, null, null, Now, Now, null);

        Assert.Equal([null, 1d, 4d, 15d, 15d], Enumerable.Range(0, 5).Select(exits => (Rearmed(exits).RestsUntil - Now)?.TotalSeconds));
        AssertHolds(HoldReason.Pace, met with { RestsUntil = Now.AddSeconds(4) });
        Assert.IsType<RuleVerdict.Fire>(RuleEvaluator.Evaluate(met with { RestsUntil = Now }));
        Assert.IsType<RuleVerdict.Fire>(RuleEvaluator.Evaluate(met with { RestsUntil = Now.AddHours(1) }));   // the clock was set back
    }

    [Fact]
    public void Evaluate_TheMarketsEnd_ExpiresEvenAMetRule()
    {
        var met = Facts(Stop(0.4m), At(0.3m));

        Assert.Equal("The market is resolved.", Assert.IsType<RuleVerdict.Expire>(RuleEvaluator.Evaluate(met with { IsResolved = true })).Reason);
        Assert.Equal("The market is closed.", Assert.IsType<RuleVerdict.Expire>(RuleEvaluator.Evaluate(met with { Market = Open with { Closed = true } })).Reason);
        Assert.IsType<RuleVerdict.Expire>(RuleEvaluator.Evaluate(met with { Terms = Stop(0.4m) with { ExpiresAt = Now } }));
        Assert.IsType<RuleVerdict.Fire>(RuleEvaluator.Evaluate(met with { Terms = Stop(0.4m) with { ExpiresAt = Now.AddTicks(1) } }));
    }

    [Fact]
    public void Evaluate_AGonePosition_EndsTheRuleOnlyIfItWasEverThere()
    {
        var gone = Facts(Stop(0.4m), At(0.3m)) with { Held = HeldPosition.None };

        Assert.IsType<RuleVerdict.Close>(RuleEvaluator.Evaluate(gone));
        AssertHolds(HoldReason.NothingHeld, gone with { WasHeld = false });
        AssertHolds(HoldReason.SiblingExits, gone with { SiblingExits = true });
        Assert.IsNotType<RuleVerdict.Close>(RuleEvaluator.Evaluate(gone with { Held = new(Shares.Zero, Shares.Zero, Shares.Of(1m)) }));
    }

    [Theory]
    [InlineData(null, 0.50, 10, "0.45")]
    [InlineData("0.45", 0.50, 10, null)]
    [InlineData("0.45", 0.49, 10, null)]
    [InlineData("0.45", 0.51, 10, "0.459")]
    [InlineData(null, 0.33333, 10, "0.3")]
    [InlineData(null, 0.12345, 10, "0.1111")]
    [InlineData(null, 1.0, 0.5, "0.99")]
    [InlineData(null, 0.00004, 10, null)]
    public void Raised_FollowsUpAndNeverDown(string? trigger, double price, double percent, string? expected) =>
        Assert.Equal(PriceOf(expected), RuleEvaluator.Raised(PriceOf(trigger), Price.Of((decimal)price), (decimal)percent));

    [Fact]
    public void Evaluate_ATrailingStop_FiresOnTheWayBack()
    {
        var terms = Trailing(10m);
        var fired = new List<decimal>();
        foreach (var price in (decimal[])[0.50m, 0.60m, 0.55m, 0.70m, 0.64m, 0.63m, 0.90m])
        {
            switch (RuleEvaluator.Evaluate(Facts(terms, At(price))))
            {
                case RuleVerdict.Tighten { Trigger: var higher }:
                    Assert.True(terms.Trigger is not { } before || higher > before);
                    terms = terms with { Trigger = higher };
                    break;
                case RuleVerdict.Fire:
                    fired.Add(price);
                    break;
            }
        }

        Assert.Equal([0.63m], fired);
        Assert.Equal(Price.Of(0.81m), terms.Trigger);
    }

    private static Price? PriceOf(string? text) => text is null ? null : Price.Of(decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture));

    private static void AssertHolds(HoldReason reason, RuleFacts facts) => Assert.Equal(new RuleVerdict.Hold(reason), RuleEvaluator.Evaluate(facts));
}
