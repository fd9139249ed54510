using System.Globalization;
using System.Text.Json;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Parsing;

namespace CopyTrade.Infrastructure.Venue.Rest;

/// <summary>Gamma's row of a market: resolved when it is closed, the oracle's word stands, and the prices of the outcomes are what they pay (protocol 11).</summary>
internal sealed class MarketResolutions(VenueReader reader) : IMarketResolutions
{
    public async Task<MarketResolution?> FindAsync(ConditionId condition, CancellationToken ct)
    {
        // Gamma leaves closed markets out unless asked for them, even when they are asked for by id.
        foreach (var more in (string[])["&closed=true", ""])
        {
            using var answer = await reader.JsonAsync(new(Endpoints.GammaMarkets, "/markets") { Query = $"condition_ids={condition}{more}" }, ct);
            if (answer is null) continue;
            var row = MarketParser.GammaRow(answer.RootElement, condition);
            if (row.ValueKind != JsonValueKind.Undefined) return Read(condition, row);
        }

        return null;
    }

    internal static MarketResolution Read(ConditionId condition, JsonElement row)
    {
        var isClosed = row.Flag("closed") ?? false;
        var word = row.Text("umaResolutionStatus");
        return new(condition, isClosed, isClosed && word is null or "resolved" ? Payouts(row, isSettled: word is not null) : null);
    }

    // One wins, or both share alike; anything else is a price of the last trades, not a payout.
    private static Dictionary<TokenId, decimal>? Payouts(JsonElement row, bool isSettled)
    {
        var (tokens, prices) = (Listed(row, "clobTokenIds"), Listed(row, "outcomePrices"));
        if (tokens.Count < 2 || tokens.Count != prices.Count) return null;
        var payouts = new Dictionary<TokenId, decimal>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!TokenId.TryParse(tokens[i], out var token) || !decimal.TryParse(prices[i], NumberStyles.Float, CultureInfo.InvariantCulture, out var price)) return null;
            payouts[token] = price;
        }

        var isOneWinner = payouts.Values.Count(price => price == 1m) == 1 && payouts.Values.Count(price => price == 0m) == payouts.Count - 1;
        // Even odds may also be a price: they count as a payout on the oracle's word only.
        var isShared = isSettled && payouts.Count == 2 && payouts.Values.All(price => price == 0.5m);
        return payouts.Count == tokens.Count && (isOneWinner || isShared) ? payouts : null;
    }

    // A list inside a text, as Gamma writes it, or a list.
    internal static List<string> Listed(JsonElement row, string name)
    {
        var field = row.Field(name);
        if (field.ValueKind == JsonValueKind.Array) return [.. field.Items().Select(item => item.AsText() ?? "")];
        using var inner = field.AsText() is { } text ? WireJson.Parse(System.Text.Encoding.UTF8.GetBytes(text)) : null;
        return inner is null ? [] : [.. inner.RootElement.Items().Select(item => item.AsText() ?? "")];
    }
}
