using System.Text.Json;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Venue.Parsing;

/// <summary>Messages of the activity stream and last trades of the market channel, as wake-up hints.</summary>
internal static class ActivityParser
{
    /// <summary>True when the message carried activity, so that the stream is alive; the hint is null when its wallet cannot be read.</summary>
    public static (bool IsData, ActivityHint? Hint) Read(JsonElement message, DateTimeOffset now)
    {
        if (message.Text("topic") is { } topic && topic != "activity") return (false, null);
        var payload = message.Field("payload");
        if (payload.ValueKind != JsonValueKind.Object) return (false, null);
        var token = TokenId.TryParse(payload.Text("asset", "token_id"), out var named) ? named : null;
        var transaction = TransactionHash.TryParse(payload.Text("transactionHash", "transaction_hash"), out var hash) ? hash : null;
        return WalletAddress.TryParse(payload.Text("proxyWallet", "proxy_wallet"), out var wallet) ? (true, new(wallet, token, now) { Transaction = transaction }) : (true, null);
    }

    /// <summary>A hint for a last trade of the market channel; the token too whose tick or state changed.</summary>
    public static (ActivityHint? Hint, TokenId? Changed) ReadMarket(JsonElement message, DateTimeOffset now)
    {
        if (!TokenId.TryParse(message.Text("asset_id"), out var token)) return (null, null);
        return message.Text("event_type") switch
        {
            "last_trade_price" => (new(null, token, now), null),
            "tick_size_change" => (null, token),
            _ => (null, null),
        };
    }
}
