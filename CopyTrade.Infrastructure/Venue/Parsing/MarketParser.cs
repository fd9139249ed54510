using System.Globalization;
using System.Text.Json;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Venue.Parsing;

/// <summary>A market out of the CLOB's compact answer (rules) and Gamma's row (title, end, closed).</summary>
internal static class MarketParser
{
    private static readonly Usdc MarketableMinimum = Usdc.Of(1m);

    /// <summary>One market for each outcome token; a problem when a rule that every order must respect is missing or unknown.</summary>
    public static (IReadOnlyList<Market> Markets, string? Problem) Read(ConditionId condition, JsonElement clob, JsonElement gamma, DateTimeOffset readAt)
    {
        if (clob.Text("c", "condition_id") is { } named && !(ConditionId.TryParse(named, out var id) && id == condition)) return ([], "another condition");
        if (clob.Decimal("mts") is not { } step || !TickSize.TryOf(step, out var tick)) return ([], "tick size");
        if (clob.Shares("mos") is not { } minimum) return ([], "minimum size");
        if (Fee(clob) is not { } fee) return ([], "fee");
        var tokens = new List<(TokenId Token, string? Outcome)>();
        foreach (var entry in clob.Items("t", "tokens"))
        {
            if (!TokenId.TryParse(entry.Text("t", "token_id"), out var token)) return ([], "token");
            tokens.Add((token, entry.Label("o", "outcome")));
        }

        var markets = tokens.ConvertAll(t => new Market(
            condition, t.Token, tokens.Count == 2 ? tokens.Find(other => other.Token != t.Token).Token : null,
            gamma.Label("question"), t.Outcome, tick, minimum, MarketableMinimum, clob.Flag("nr") ?? false, fee.Rate, fee.Exponent,
            EndsAt(gamma), clob.Flag("ao") ?? false, gamma.Flag("closed") ?? false, readAt, Category(gamma), EventGroup(gamma)));
        return markets.Count > 0 ? (markets, null) : ([], "no tokens");
    }

    /// <summary>Gamma's row of this condition in its answer; undefined when it is not there.</summary>
    public static JsonElement GammaRow(JsonElement answer, ConditionId condition) => (answer.ValueKind == JsonValueKind.Array ? answer.Items() : answer.Items("data", "markets"))
        .FirstOrDefault(row => ConditionId.TryParse(row.Text("conditionId", "condition_id"), out var id) && id == condition);

    private static (decimal Rate, int Exponent)? Fee(JsonElement clob)
    {
        var fee = clob.Field("fd");
        if (fee.ValueKind != JsonValueKind.Object) return (0m, 1);
        return fee.Decimal("r") is { } rate and >= 0m and <= 1m && (fee.Field("e").ValueKind == JsonValueKind.Undefined ? 1 : fee.Integer("e")) is { } exponent and >= 0 and <= 8
            ? (rate, (int)exponent) : null;
    }

    private static string? EventGroup(JsonElement gamma) =>
        gamma.Flag("negRisk") == true ? gamma.Label("negRiskMarketID") ?? gamma.Items("events").FirstOrDefault().Label("negRiskMarketID") : null;

    // Older rows name it themselves, newer ones by their event or its first tag.
    public static string? Category(JsonElement gamma)
    {
        var parent = gamma.Items("events").FirstOrDefault();
        return gamma.Label("category") ?? parent.Label("category") ?? parent.Items("tags").FirstOrDefault().Label("label") ?? gamma.Items("tags").FirstOrDefault().Label("label");
    }

    public static DateTimeOffset? EndsAt(JsonElement gamma)
    {
        var text = gamma.Text("endDate", "end_date", "endDateIso", "end_date_iso");
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day.ToDateTime(new TimeOnly(23, 59, 59)), TimeSpan.Zero)
            : gamma.Time("endDate", "end_date", "endDateIso", "end_date_iso");
    }
}
