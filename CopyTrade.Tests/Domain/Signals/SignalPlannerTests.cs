using CopyTrade.Domain.Money;
using CopyTrade.Domain.Signals;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Domain.Signals;

public sealed class SignalPlannerTests
{
    private static readonly ConditionId Condition = ConditionId.Parse("0x" + new string('a', 64));
    private static readonly Market Open = new(Condition, TokenId.Parse("71"), TokenId.Parse("72"), "Question", "Yes", TickSize.Cent, Shares.Of(5m), Usdc.Of(1m), false, 0m, 1, null, true, false, SignalText.At);
    private static readonly SignalSnapshot Rich = new(Shares.Zero, Usdc.Of(1_000m), Usdc.Zero);

    [Fact]
    public void Plan_ABuy_IsSizedAtTheLevelThatItReaches()
    {
        var place = Assert.IsType<SignalDecision.Place>(Plan(Buy(50m)));

        Assert.Equal((OrderOrigin.Signal, OrderSide.Buy, TimeInForce.Fak), (place.Intent.Origin, place.Intent.Side, place.Intent.TimeInForce));
        Assert.Equal((Price.Of(0.50m), Shares.Of(10m)), (place.Intent.Limit, place.Intent.Shares));   // 10% of 50 at the level that it reaches
        Assert.Equal($"signal:default:{SignalText.Trader}", place.Intent.Book);
        Assert.True(place.Intent.Book.Length <= 64);
    }

    [Theory, InlineData(null, "0.52"), InlineData("0.51", "0.51")]
    public void Plan_ABuyThroughSeveralLevels_IsBoundedBySlippageAndLimit(string? limit, string expected)
    {
        var book = new OrderBook(Open.Token, [], [new(Price.Of(0.50m), Shares.Of(1m)), new(Price.Of(0.51m), Shares.Of(1m)), new(Price.Of(0.60m), Shares.Of(1_000m))], SignalText.At);

        Assert.Equal(PriceOf(expected), Assert.IsType<SignalDecision.Place>(Plan(Buy(50m) with { PriceLimit = PriceOf(limit) }, book: book)).Intent.Limit);
    }

    [Theory]
    [InlineData("0.50", null, null)]
    [InlineData("0.52", null, null)]
    [InlineData("0.53", null, SignalReject.SlippageTooHigh)]
    [InlineData("0.52", "0.51", SignalReject.PriceAboveLimit)]
    [InlineData(null, null, SignalReject.NoAsks)]
    public void Plan_ABuyAgainstTheBook_StopsWhenItMoved(string? ask, string? limit, SignalReject? expected)
    {
        var intent = Buy(50m) with { PriceLimit = PriceOf(limit) };

        Assert.Equal(expected, Code(Plan(intent, book: Book(null, PriceOf(ask)))));
    }

    [Theory]
    [InlineData("0.48", null, null)]
    [InlineData("0.45", null, SignalReject.SlippageTooHigh)]
    [InlineData("0.46", "0.47", SignalReject.PriceBelowLimit)]
    [InlineData(null, null, SignalReject.NoBids)]
    public void Plan_ASaleAgainstTheBook_StopsWhenItMoved(string? bid, string? limit, SignalReject? expected)
    {
        var intent = Sell(40m, 100m) with { PriceLimit = PriceOf(limit) };

        Assert.Equal(expected, Code(Plan(intent, book: Book(PriceOf(bid), null), snapshot: Rich with { HeldShares = Shares.Of(10m) })));
    }

    [Fact]
    public void Plan_NothingObserved_ChecksTheLimitOnly()
    {
        var intent = Buy(50m) with { Metadata = SignalMetadata.None };

        Assert.IsType<SignalDecision.Place>(Plan(intent, book: Book(null, PriceOf("0.90"))));
        Assert.Equal(SignalReject.PriceAboveLimit, Code(Plan(intent with { PriceLimit = PriceOf("0.80") }, book: Book(null, PriceOf("0.90")))));
    }

    [Fact]
    public void Plan_NoBook_FailsClosed() => Assert.Equal(SignalReject.BookUnavailable, Code(SignalPlanner.Plan(new SignalInput(Buy(50m), Profile(), Open, null, Rich, SignalText.At))));

    [Theory, InlineData("40", "100", "4"), InlineData("100", "100", "10"), InlineData("250", "100", "10"), InlineData("40", null, "10"), InlineData("1", "100", "0.1")]
    public void Plan_ASale_IsTheSamePartOfOurLots(string sold, string? before, string ours)
    {
        var place = Assert.IsType<SignalDecision.Place>(Plan(Sell(Number(sold), before is null ? null : Number(before)), snapshot: Rich with { HeldShares = Shares.Of(10m) }));

        Assert.Equal(Shares.Of(Number(ours)), place.Intent.Shares);
    }

    [Fact]
    public void Plan_ASaleOfWhatWasNeverBought_IsRefused() => Assert.Equal(SignalReject.NoTrackedPurchases, Code(Plan(Sell(40m, 100m))));

    [Fact]
    public void Plan_ASale_NeedsNeitherBalanceNorBudget() =>
        Assert.IsType<SignalDecision.Place>(Plan(Sell(40m, 100m), Profile(SignalText.Terms with { DailyBudget = Usdc.Of(1m) }), snapshot: new(Shares.Of(10m), null, Usdc.Of(50m))));

    [Fact]
    public void Plan_LessThanTheSmallestOrder_IsRefused() => Assert.Equal(SignalReject.SizeBelowMinimum, Code(Plan(Buy(9m))));

    [Fact]
    public void Plan_ExactlyTheSmallestOrder_ReachesTheVenuesFloor()
    {
        var place = Assert.IsType<SignalDecision.Place>(Plan(Buy(10m)));

        Assert.InRange(place.Intent.Notional.Amount, 1m, 1.01m);
    }

    [Fact]
    public void Plan_ALargerSizeThanTheBalance_IsCappedByIt() =>
        Assert.InRange(Assert.IsType<SignalDecision.Place>(Plan(Buy(100m), snapshot: Rich with { FreeCollateral = Usdc.Of(3m) })).Intent.Notional.Amount, 2.9m, 3m);

    [Fact]
    public void Plan_ABalanceThatIsNotKnown_IsNotEnough() => Assert.Equal(SignalReject.BalanceUnknown, Code(Plan(Buy(50m), snapshot: Rich with { FreeCollateral = null })));

    [Fact]
    public void Plan_TheProfilesOwnBudgetUsedUp_IsRefused()
    {
        var profile = Profile(SignalText.Terms with { DailyBudget = Usdc.Of(10m) });

        Assert.IsType<SignalDecision.Place>(Plan(Buy(50m), profile, snapshot: Rich with { BudgetUsed = Usdc.Of(5m) }));
        Assert.Equal(SignalReject.BudgetExceeded, Code(Plan(Buy(50m), profile, snapshot: Rich with { BudgetUsed = Usdc.Of(5.01m) })));
    }

    [Fact]
    public void Plan_AProfileThatOnlyObserves_SaysWhatItWouldDo()
    {
        var decision = Plan(Buy(50m), Profile(SignalText.Terms with { IsObserveOnly = true }), snapshot: Rich with { FreeCollateral = null });

        Assert.Equal(Shares.Of(10m), Assert.IsType<SignalDecision.Observe>(decision).Intent.Shares);
    }

    [Fact]
    public void Plan_AMarketThatIsClosedOrUnknown_IsRefused()
    {
        Assert.Equal(SignalReject.MarketUnknown, Code(Plan(Buy(50m), market: Open with { Closed = true })));
        Assert.Equal(SignalReject.MarketUnknown, Code(SignalPlanner.Plan(new SignalInput(Buy(50m), Profile(), null, Book(null, PriceOf("0.5")), Rich, SignalText.At))));
    }

    [Fact]
    public void Plan_WhatWaitedTooLong_IsStale() => Assert.Equal(SignalReject.Stale, Code(SignalPlanner.Plan(new SignalInput(Buy(50m), Profile(), Open, Book(null, PriceOf("0.5")), Rich, SignalText.At.AddSeconds(61)))));

    [Fact]
    public void Keys_AreFrozen() => Assert.Equal(
        IdempotencyKey.OfText("signal:00000000-0000-0000-0000-000000000001:00000000-0000-0000-0000-000000000002"),
        SignalKeys.For(new SignalProfileId(new Guid("00000000-0000-0000-0000-000000000001")), new Guid("00000000-0000-0000-0000-000000000002")));

    [Fact]
    public void Plan_ASmallBuy_WaitsWhereSmallOnesAddUp()
    {
        var profile = Profile(SignalText.Terms with { AggregateSeconds = 60 });

        Assert.IsType<SignalDecision.Wait>(Plan(Buy(4m), profile));
        Assert.Equal(SignalReject.SizeBelowMinimum, Code(Plan(Buy(4m))));
        // More of them makes no fixed sum larger: that is refused, not kept.
        Assert.Equal(SignalReject.SizeBelowMinimum, Code(Plan(Buy(4m), Profile(profile.Terms with { Sizing = new SignalSizing.Fixed(Usdc.Of(0.5m)) }))));
    }

    [Fact]
    public void Plan_SmallBuysThatAddUp_AreOneOrderThatNamesThem()
    {
        var terms = SignalText.Terms with { AggregateSeconds = 60 };
        var waiting = Rich with { Waiting = new SignalGroup(2, Usdc.Of(8m)) };

        var place = Assert.IsType<SignalDecision.Place>(Plan(Buy(4m), Profile(terms), snapshot: waiting));
        Assert.Equal((Usdc.Of(12m), 3, "10% of $12 = $1.2, 3 intents together"), (place.Values.TheirUsd, place.Values.Intents, place.Values.Formula));
        Assert.Equal(Shares.Of(2.4m), place.Intent.Shares);
        // Together they are no more than the largest intent that the profile takes.
        Assert.Equal(Usdc.Of(100m), Assert.IsType<SignalDecision.Place>(Plan(Buy(95m), Profile(terms), snapshot: waiting)).Values.TheirUsd);
        // A profile that stopped adding up forgets what waited.
        Assert.Equal(Usdc.Of(50m), Assert.IsType<SignalDecision.Place>(Plan(Buy(50m), snapshot: waiting)).Values.TheirUsd);
    }

    /// <summary>No buy passes its cap, whatever the numbers; no sale passes what is held.</summary>
    [Fact]
    public void Plan_AnyNumbers_NeverPassesBalanceOrHolding()
    {
        var random = new Random(99);
        for (var n = 0; n < 3_000; n++)
        {
            var (free, held) = (Usdc.Of(random.Next(0, 20_000) / 100m), Shares.Of(random.Next(0, 5_000) / 100m));
            var ask = AtPrice(random.Next(1, 99) / 100m);
            var intent = random.Next(2) == 0
                ? Buy(random.Next(1, 10_000) / 100m) with { Metadata = new(ask, ask) }
                : Sell(random.Next(1, 10_000) / 100m, random.Next(0, 10_000) / 100m) with { Metadata = new(ask, ask, null, Shares.Of(random.Next(0, 10_000) / 100m)) };
            var profile = Profile(SignalText.Terms with { Sizing = new SignalSizing.Percentage(random.Next(1, 1_000)), MaxSlippagePercent = random.Next(0, 100) });

            if (Plan(intent, profile, book: Book(ask, ask), snapshot: new(held, free, Usdc.Zero)) is not SignalDecision.Place place) continue;
            Assert.True(place.Intent.Tick.Contains(place.Intent.Limit));
            if (place.Intent.Side == OrderSide.Buy) Assert.True(place.Intent.Notional <= free, $"{place.Intent.Notional} of {free}");
            else Assert.True(place.Intent.Shares <= held);
        }
    }

    private static Price AtPrice(decimal value) => Price.Of(value);

    private static SignalIntent Buy(decimal dollars) => SignalText.Intent(SignalText.Buy(size: dollars));

    private static SignalIntent Sell(decimal tokens, decimal? before) => SignalText.Intent(SignalText.Sell(tokens, before));

    private static SignalProfile Profile(SignalTerms? terms = null) => new(new(new Guid("00000000-0000-0000-0000-000000000001")), "default", terms ?? SignalText.Terms, SignalText.At, null);

    private static SignalDecision Plan(SignalIntent intent, SignalProfile? profile = null, Market? market = null, OrderBook? book = null, SignalSnapshot? snapshot = null) =>
        SignalPlanner.Plan(new SignalInput(intent, profile ?? Profile(), market ?? Open, book ?? Book(PriceOf("0.48"), PriceOf("0.50")), snapshot ?? Rich, SignalText.At));

    private static OrderBook Book(Price? bid, Price? ask) => new(
        Open.Token, bid is { } b ? [new(b, Shares.Of(1_000m))] : [], ask is { } a ? [new(a, Shares.Of(1_000m))] : [], SignalText.At);

    private static Price? PriceOf(string? text) => text is null ? null : Price.Of(Number(text));

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static SignalReject? Code(SignalDecision decision) => (decision as SignalDecision.Reject)?.Code;
}
