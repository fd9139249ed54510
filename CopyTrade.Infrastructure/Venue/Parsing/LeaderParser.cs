using System.Globalization;
using System.Text.Json;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Rest;

namespace CopyTrade.Infrastructure.Venue.Parsing;

/// <summary>Rows of the leaderboard, of closed positions, and Gamma's markets as research needs them.</summary>
internal static class LeaderParser
{
    private const decimal Largest = 1_000_000_000_000m;

    public static LeaderboardRow? ReadBoard(JsonElement row) => !WalletAddress.TryParse(row.Text("proxyWallet", "proxy_wallet", "user"), out var wallet) ? null
        // The rank is text at the venue.
        : new(wallet, row.Label("userName", "user_name", "name", "pseudonym"), int.TryParse(row.Text("rank"), NumberStyles.None, CultureInfo.InvariantCulture, out var rank) ? rank : null, row.Decimal("pnl"), row.Decimal("vol", "volume"));

    /// <summary>The position, or why the row cannot be one.</summary>
    public static (LeaderClosing? Closing, string? Problem) ReadClosing(JsonElement row)
    {
        if (!ConditionId.TryParse(row.Text("conditionId", "condition_id"), out var condition)) return (null, "condition");
        if (!TokenId.TryParse(row.Text("asset", "token_id"), out var token)) return (null, "token");
        if (row.Price("avgPrice", "avg_price") is not { } price) return (null, "average price");
        if (row.Shares("totalBought", "total_bought", "total_size") is not { } bought) return (null, "bought");
        if (row.Decimal("realizedPnl", "realized_pnl") is not { } pnl || Math.Abs(pnl) > Largest) return (null, "result");
        if (row.Time("timestamp", "last_event_at") is not { } at) return (null, "timestamp");
        return (new(condition, token, price, bought, Usdc.RoundDown(pnl), row.Price("curPrice", "current_price"), at, row.Label("title"), row.Label("outcome")), null);
    }

    /// <summary>Null for a row without outcomes or with a grid that we do not know.</summary>
    public static LeaderMarket? ReadMarket(JsonElement row)
    {
        if (!ConditionId.TryParse(row.Text("conditionId", "condition_id"), out var condition)) return null;
        var tokens = MarketResolutions.Listed(row, "clobTokenIds").Select(text => TokenId.TryParse(text, out var token) ? token : null).OfType<TokenId>().ToList();
        if (tokens.Count == 0) return null;
        var tick = row.Decimal("orderPriceMinTickSize") is { } step && TickSize.TryOf(step, out var known) ? known : TickSize.Cent;
        var fee = row.Field("feeSchedule");
        var payouts = MarketResolutions.Read(condition, row).Payouts?.ToDictionary(paid => paid.Key.Value, paid => paid.Value);
        return new(
            condition, row.Label("question"), MarketParser.Category(row), tick, row.Shares("orderMinSize") ?? Shares.Of(5m), fee.Decimal("rate") is { } rate and >= 0m and <= 1m ? rate : 0m,
            fee.Integer("exponent") is { } exponent and >= 0 and <= 8 ? (int)exponent : 1, row.Time("closedTime") is { } closed && payouts is not null ? closed : MarketParser.EndsAt(row), payouts, tokens);
    }
}
