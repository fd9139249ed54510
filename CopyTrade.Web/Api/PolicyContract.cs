using System.Text.Json.Serialization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Web.Api;

/// <summary>A sizing policy on the wire: <c>{"kind":"fixed","amount":"2.00"}</c>.</summary>
internal sealed record PolicyContract(
    [property: JsonPropertyName("kind")] string? Kind,
    [property: JsonPropertyName("amount"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Amount = null,
    [property: JsonPropertyName("percent"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Percent = null)
{
    public static PolicyContract Of(SizingPolicy policy) => policy switch
    {
        SizingPolicy.MinBet => new("min_bet"),
        SizingPolicy.Fixed @fixed => new("fixed", Amount: @fixed.Amount.Amount),
        SizingPolicy.Percentage percentage => new("percentage", Percent: percentage.Percent),
        _ => throw new ArgumentOutOfRangeException(nameof(policy)),
    };

    /// <exception cref="ApiFailure">Not one of the kinds, or without its number.</exception>
    public SizingPolicy ToPolicy() => this switch
    {
        { Kind: "min_bet", Amount: null, Percent: null } => new SizingPolicy.MinBet(),
        { Kind: "fixed", Amount: { } amount, Percent: null } => new SizingPolicy.Fixed(Contract.Dollars("policy.amount", amount)),
        { Kind: "percentage", Percent: { } percent, Amount: null } when decimal.Round(percent, Usdc.Decimals) == percent => new SizingPolicy.Percentage(percent),
        _ => throw ApiFailure.Bad("policy_invalid", "A policy is {\"kind\":\"min_bet\"}, {\"kind\":\"fixed\",\"amount\":2.00} or {\"kind\":\"percentage\",\"percent\":10}."),
    };
}
