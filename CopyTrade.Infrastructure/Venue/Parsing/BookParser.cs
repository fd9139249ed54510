using System.Text.Json;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Venue.Parsing;

/// <summary>Order books. The venue's order of levels is not relied on.</summary>
internal static class BookParser
{
    /// <summary>The book and the number of levels that could not be read; null when it is no book.</summary>
    public static (OrderBook? Book, int Quarantined) Read(JsonElement json, TokenId token, DateTimeOffset readAt)
    {
        if (json.Field("bids").ValueKind != JsonValueKind.Array && json.Field("asks").ValueKind != JsonValueKind.Array) return (null, 0);
        if (json.Text("asset_id") is { } named && named != token.Value) return (null, 0);
        var quarantined = 0;
        var bids = Levels(json, "bids", ref quarantined);
        var asks = Levels(json, "asks", ref quarantined);
        bids.Sort((left, right) => right.Price.CompareTo(left.Price));
        asks.Sort((left, right) => left.Price.CompareTo(right.Price));
        return (new(token, bids, asks, readAt), quarantined);
    }

    private static List<BookLevel> Levels(JsonElement json, string side, ref int quarantined)
    {
        var levels = new List<BookLevel>();
        foreach (var row in json.Items(side))
        {
            if (row.Price("price") is { } price && row.Shares("size") is { } size)
            {
                if (size.Quantity > 0m) levels.Add(new(price, size));
            }
            else
            {
                quarantined++;
            }
        }

        return levels;
    }
}
