using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Domain.Rules;

/// <summary>A position of ten shares, a book around it, and rules on it.</summary>
internal static class RuleSamples
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    public static readonly ConditionId Condition = ConditionId.Parse("0x" + new string('a', 64));
    public static readonly TokenId Token = TokenId.Parse("71");
    public static readonly RuleId Rule = new(Guid.Parse("01930000-0000-7000-8000-000000000001"));
    public static readonly Market Open = new(Condition, Token, TokenId.Parse("72"), "Question", "Yes", TickSize.Cent, Shares.Of(5m), Usdc.Of(1m), false, 0m, 1, null, true, false, Now);
    public static readonly HeldPosition Ten = new(Shares.Of(10m), Shares.Zero, Shares.Zero);

    public static RuleTerms Stop(decimal trigger) => new(RuleKind.StopLoss, Condition, Token, Price.Of(trigger), null, ExitAction.SellAll.Instance);

    public static RuleTerms Profit(decimal trigger) => new(RuleKind.TakeProfit, Condition, Token, Price.Of(trigger), null, ExitAction.SellAll.Instance);

    public static RuleTerms Trailing(decimal percent, decimal? trigger = null) =>
        new(RuleKind.TrailingStop, Condition, Token, trigger is { } price ? Price.Of(price) : null, percent, ExitAction.SellAll.Instance);

    public static OrderBook Bids(params (decimal Price, decimal Size)[] bids) =>
        new(Token, [.. bids.Select(bid => new BookLevel(Price.Of(bid.Price), Shares.Of(bid.Size)))], [new(Price.Of(0.99m), Shares.Of(100m))], Now);

    public static PriceReading At(decimal? price, decimal covered = 10m) => new(PriceSource.Executable, price is { } value ? Price.Of(value) : null, Now, Shares.Of(covered));

    public static RuleFacts Facts(RuleTerms terms, PriceReading? reading) =>
        new(terms, Ten, WasHeld: true, reading, Open, IsResolved: false, IsReady: true, SiblingExits: false, TimeSpan.FromSeconds(60), Now);
}
