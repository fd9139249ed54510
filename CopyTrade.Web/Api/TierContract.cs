using System.Text.Json.Serialization;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Web.Api;

/// <summary>A step of a tiered policy on the wire; without <c>to</c> it has no end.</summary>
internal sealed record TierContract(
    [property: JsonPropertyName("from")] decimal From,
    [property: JsonPropertyName("to"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? To,
    [property: JsonPropertyName("multiplier")] decimal Multiplier)
{
    /// <exception cref="ApiFailure">Not dollars.</exception>
    public SizingTier ToTier() => new(Contract.Dollars("policy.tiers.from", From), To is { } end ? Contract.Dollars("policy.tiers.to", end) : null, Multiplier);
}
