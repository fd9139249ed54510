using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Parsing;

namespace CopyTrade.Infrastructure.Venue.Rest;

/// <summary>Past prices over the CLOB's REST interface. Rows that cannot be read are left out.</summary>
internal sealed class ClobPriceHistory(VenueReader reader) : IPriceHistory
{
    private const int MinutesBetweenPoints = 60;

    public async Task<IReadOnlyList<PricePoint>> ReadAsync(TokenId token, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var query = FormattableString.Invariant($"market={token}&startTs={from.ToUnixTimeSeconds()}&endTs={to.ToUnixTimeSeconds()}&fidelity={MinutesBetweenPoints}");
        using var json = await reader.JsonAsync(new(Endpoints.GetPriceHistory, "/prices-history") { Query = query }, ct);
        if (json is null) return [];
        var points = new List<PricePoint>();
        foreach (var row in json.RootElement.Items("history"))
        {
            if (row.Time("t") is { } at && row.Price("p") is { } price && at >= from && at <= to) points.Add(new(at, price));
        }

        points.Sort((left, right) => left.At.CompareTo(right.At));
        return points;
    }
}
