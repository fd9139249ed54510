using System.Text.Json;
using System.Text.Json.Serialization;
using CopyTrade.Domain.Observation;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>A leg as the column <c>legs</c> holds it.</summary>
internal sealed record LegRow(
    [property: JsonPropertyName("s")] decimal Shares,
    [property: JsonPropertyName("p")] decimal Price,
    [property: JsonPropertyName("n")] int Count)
{
    public static string Write(FillLegs legs) => JsonSerializer.Serialize(legs.Items.Select(leg => new LegRow(leg.Shares.Quantity, leg.Price.Value, leg.Count)));

    public static FillLegs Read(string json) => FillLegs.Of(
        (JsonSerializer.Deserialize<List<LegRow>>(json) ?? []).Select(leg => new FillLeg(Domain.Money.Shares.Of(leg.Shares), Domain.Money.Price.Of(leg.Price), leg.Count)));
}
