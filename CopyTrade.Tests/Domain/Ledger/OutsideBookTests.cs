using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Domain.Ledger;

public sealed class OutsideBookTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly ConditionId Market = ConditionId.Parse("0x" + new string('c', 64));
    private static readonly TokenId Yes = TokenId.Parse("101");
    private static readonly TokenId No = TokenId.Parse("102");
    private int _number;

    [Fact]
    public void FactsOf_SplitsMergedInParts_CostWhatTheyCostToTheLastMillionth()
    {
        OutsideMovement[] movements =
        [
            Of(ActivityKind.Split, 0, 10.000001m), Of(ActivityKind.Split, 1, 3.333333m), Of(ActivityKind.Merge, 2, 10.5m), Of(ActivityKind.Merge, 3, 2.833334m),
        ];

        var (facts, unposted) = OutsideBook.FactsOf(movements, _ => null);
        var profit = ProfitCalculator.Of(facts.Select(LedgerPoster.Post).SelectMany(entry => LedgerLine.Of(entry)), new Dictionary<TokenId, Price>());

        Assert.Equal((4, 0), (facts.Count, unposted.Count));
        // Everything that was split was merged: nothing is held, and nothing was made.
        Assert.Equal((Usdc.Zero, 0, Usdc.Of(13.333334m)), (profit.Realized, profit.OpenPositions, profit.Bought));
    }

    [Fact]
    public void FactsOf_MergeOfMoreThanWasSplit_IsLeftOutAndCounted()
    {
        var (facts, unposted) = OutsideBook.FactsOf([Of(ActivityKind.Split, 0, 5m), Of(ActivityKind.Merge, 1, 6m), Of(ActivityKind.Conversion, 2, 1m)], _ => null);

        Assert.IsType<LedgerFact.Split>(Assert.Single(facts));
        Assert.Equal([ActivityKind.Merge, ActivityKind.Conversion], unposted.Select(movement => movement.Kind));
    }

    [Fact]
    public void FactsOf_RedemptionOfSplitShares_PaysTheWinnerAndClosesTheLoser()
    {
        OutsideMovement[] movements = [Of(ActivityKind.Split, 0, 8m), Of(ActivityKind.Redeem, 1, 8m), Of(ActivityKind.Redeem, 1, 0m)];

        Assert.Single(OutsideBook.FactsOf(movements, _ => null).Facts);   // not decided yet: still held
        var facts = OutsideBook.FactsOf(movements, token => token == Yes ? 1m : 0m).Facts;
        var profit = ProfitCalculator.Of(facts.Select(LedgerPoster.Post).SelectMany(entry => LedgerLine.Of(entry)), new Dictionary<TokenId, Price>());

        Assert.Equal((3, 3, Usdc.Zero, 0), (facts.Count, facts.Select(fact => fact.Source).Distinct().Count(), profit.Realized, profit.OpenPositions));
    }

    [Fact]
    public void FactsOf_PayoutsKnownOneAfterTheOther_NameEachOutcomeAlike()
    {
        OutsideMovement[] movements = [Of(ActivityKind.Split, 0, 8m), Of(ActivityKind.Redeem, 1, 8m)];

        var early = OutsideBook.FactsOf(movements, token => token == No ? 0m : null).Facts;
        var late = OutsideBook.FactsOf(movements, token => token == No ? 0m : 1m).Facts;

        Assert.Equal((2, 3), (early.Count, late.Count));
        // What was posted early is found again late: nothing is posted twice, and the second outcome is not left out.
        Assert.Equal(early.Single(fact => fact is LedgerFact.Ended), late.Single(fact => fact is LedgerFact.Ended && fact.Place.Token == No));
        Assert.Equal(late.Count, late.Select(fact => fact.Source).Distinct().Count());
    }

    [Fact]
    public void FactsOf_RebatesAndRewards_AreApartAndBothAreProfit()
    {
        OutsideMovement[] movements = [Of(ActivityKind.MakerRebate, 0, 1.25m), Of(ActivityKind.TakerRebate, 1, 0.5m), Of(ActivityKind.Reward, 2, 3m), Of(ActivityKind.Yield, 3, 0.01m), Of(ActivityKind.Deposit, 4, 100m), Of(ActivityKind.Withdrawal, 5, 40m)];

        var lines = OutsideBook.FactsOf(movements, _ => null).Facts.Select(LedgerPoster.Post).SelectMany(entry => LedgerLine.Of(entry)).ToList();
        var profit = ProfitCalculator.Of(lines, new Dictionary<TokenId, Price>());

        Assert.Equal((1.75m, 3.01m, 4.76m), (profit.Rebates.Amount, profit.Rewards.Amount, profit.Net.Amount));
        Assert.Equal(-60m, lines.Where(line => line.Account == LedgerAccount.Capital).Sum(line => line.Amount));
        Assert.Equal(64.76m, lines.Where(line => line.Account == LedgerAccount.Cash).Sum(line => line.Amount));
    }

    [Fact]
    public void FactsOf_OtherOrder_SaysTheSame()
    {
        var movements = Enumerable.Range(0, 40).Select(n => Of(n % 3 == 2 ? ActivityKind.Merge : ActivityKind.Split, n, 1m + (n * 0.100003m))).ToList();

        Assert.Equal(OutsideBook.FactsOf(movements, _ => null).Facts, OutsideBook.FactsOf(movements.AsEnumerable().Reverse(), _ => null).Facts);
    }

    private OutsideMovement Of(ActivityKind kind, int minute, decimal amount)
    {
        var isMarket = kind is ActivityKind.Split or ActivityKind.Merge or ActivityKind.Redeem;
        return new($"activity:{_number++}", kind, Noon.AddMinutes(minute), isMarket ? Market : null, isMarket ? Yes : null, isMarket ? No : null, Shares.Of(amount), Usdc.Of(amount));
    }
}
