using System.Text.Json;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Venue.Parsing;

/// <summary>Rows of the public trade record, in the camelCase of v1 or the snake_case of v2.</summary>
internal static class WalletTradeParser
{
    /// <summary>The trade, or why the row cannot be one.</summary>
    public static (WalletTrade? Trade, string? Problem) Read(JsonElement row)
    {
        if (row.ValueKind != JsonValueKind.Object) return (null, "not an object");
        if (!WalletAddress.TryParse(row.Text("proxyWallet", "proxy_wallet"), out var wallet)) return (null, "wallet");
        if (!TransactionHash.TryParse(row.Text("transactionHash", "transaction_hash"), out var transaction)) return (null, "transaction");
        if (!ConditionId.TryParse(row.Text("conditionId", "condition_id"), out var condition)) return (null, "condition");
        if (!TokenId.TryParse(row.Text("asset", "token_id"), out var token)) return (null, "token");
        if (row.Side("side") is not { } side) return (null, "side");
        if (row.Shares("size") is not { Quantity: > 0m } shares) return (null, "size");
        if (row.Price("price") is not { } price) return (null, "price");
        if (row.Time("timestamp") is not { } time) return (null, "timestamp");
        return (new(wallet, transaction, condition, token, side, shares, price, time.ToUnixTimeSeconds(), row.Label("title"), row.Label("outcome"), row.Label("name", "pseudonym")), null);
    }

    /// <summary>A row of <c>/positions</c>.</summary>
    public static (WalletPosition? Position, string? Problem) ReadPosition(JsonElement row)
    {
        if (!ConditionId.TryParse(row.Text("conditionId", "condition_id"), out var condition)) return (null, "condition");
        if (!TokenId.TryParse(row.Text("asset", "token_id"), out var token)) return (null, "token");
        if (row.Shares("size", "current_size") is not { } shares) return (null, "size");
        if (row.Price("avgPrice", "avg_price") is not { } price) return (null, "average price");
        var value = row.Decimal("currentValue", "current_value") is { } amount and >= 0m and <= 1_000_000_000_000m ? Domain.Money.Usdc.RoundDown(amount) : (Domain.Money.Usdc?)null;
        return (new(condition, token, shares, price, value, row.Label("title"), row.Label("outcome")), null);
    }
}
