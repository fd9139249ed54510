using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;

namespace CopyTrade.Web.Api;

/// <summary>What a rule sells; <c>type</c> is SELL_ALL or SELL_PARTIAL, which needs <c>amount</c>.</summary>
internal sealed record RuleActionContract(string? Type, decimal? Amount)
{
    public static RuleActionContract Of(ExitAction action) => action is ExitAction.SellPart part ? new("SELL_PARTIAL", part.Amount.Quantity) : new("SELL_ALL", null);

    public static ExitAction ToAction(RuleActionContract? action) => action switch
    {
        null or { Type: "SELL_ALL", Amount: null } => ExitAction.SellAll.Instance,
        { Type: "SELL_ALL" } => throw ApiFailure.Bad(ApiCode.FieldInvalid, "SELL_ALL takes no amount: leave it out, or use SELL_PARTIAL."),
        { Type: "SELL_PARTIAL", Amount: > 0m and <= 1_000_000_000m and var amount } => new ExitAction.SellPart(Shares.RoundDown(amount)),
        { Type: "SELL_PARTIAL" } => throw ApiFailure.Bad(ApiCode.FieldInvalid, "action.amount is a number of shares above zero."),
        _ => throw ApiFailure.Bad(ApiCode.FieldInvalid, "action.type is SELL_ALL or SELL_PARTIAL."),
    };
}
