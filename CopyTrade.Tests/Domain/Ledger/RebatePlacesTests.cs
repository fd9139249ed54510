using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Domain.Ledger;

public sealed class RebatePlacesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly IReadOnlyDictionary<TokenId, Price> NoMarks = new Dictionary<TokenId, Price>();

    [Fact]
    public void Rebates_ByTargetAndMarket_GoWhereTheyWereEarnedAndAddUp()
    {
        var (alone, shared, other) = (Condition('a'), Condition('b'), Condition('c'));
        LedgerLine[] lines =
        [
            .. Bought("harbour", alone, Noon), .. Bought("harbour", shared, Noon), .. Bought("lantern", shared, Noon),
            .. Rebate(1m, alone, Noon.AddHours(1)), .. Rebate(2m, shared, Noon.AddHours(1)), .. Rebate(4m, null, Noon.AddHours(1)), .. Rebate(8m, alone, Noon.AddHours(-1)), .. Rebate(16m, other, Noon.AddHours(1)),
        ];

        var targets = ProfitCalculator.By(ProfitGrouping.Target, lines, NoMarks).ToDictionary(group => group.Key ?? "none", group => group.Profit.Rebates.Amount);
        var markets = ProfitCalculator.By(ProfitGrouping.Market, lines, NoMarks).ToDictionary(group => group.Key ?? "none", group => group.Profit.Rebates.Amount);

        // Of the shared market, of no market, from before the first trade, and of one that nobody traded here it cannot be told.
        Assert.Equal((1m, 0m, 30m), (targets["harbour"], targets["lantern"], targets[ProfitCalculator.NotAttributable]));
        Assert.Equal((9m, 2m, 16m, 4m), (markets[alone.Value], markets[shared.Value], markets[other.Value], markets[ProfitCalculator.NotAttributable]));
        Assert.All((decimal[])[targets.Values.Sum(), markets.Values.Sum()], sum => Assert.Equal(ProfitCalculator.Of(lines, NoMarks).Rebates.Amount, sum));
    }

    [Fact]
    public void Rebate_OfAMarketThatWasAlsoTradedElsewhere_IsNotATargets()
    {
        var market = Condition('a');
        LedgerLine[] lines = [.. Bought("harbour", market, Noon), .. Rebate(1m, market, Noon.AddHours(1))];

        var groups = ProfitCalculator.By(ProfitGrouping.Target, lines, NoMarks, new HashSet<ConditionId> { market }).ToDictionary(group => group.Key!, group => group.Profit.Rebates.Amount);

        Assert.Equal((0m, 1m), (groups["harbour"], groups[ProfitCalculator.NotAttributable]));
    }

    private static IEnumerable<LedgerLine> Bought(string book, ConditionId condition, DateTimeOffset at) =>
        LedgerLine.Of(LedgerPoster.Post(new LedgerFact.Bought($"lot:{book}{condition}", at, new(book, condition, TokenId.Parse("11")), Shares.Of(10m), Usdc.Of(5m), Usdc.Of(0.1m))));

    private static IEnumerable<LedgerLine> Rebate(decimal amount, ConditionId? condition, DateTimeOffset at) =>
        LedgerLine.Of(LedgerPoster.Post(new LedgerFact.Rebated($"activity:{amount}", at, new(Condition: condition), Usdc.Of(amount))));

    private static ConditionId Condition(char digit) => ConditionId.Parse("0x" + new string(digit, 64));
}
