using System.Globalization;
using System.Text.Json;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Signals;

/// <summary>Reads intents strictly (R1.3, R1.4): whatever is not exactly the schema is refused with the field and a reason. Never throws.</summary>
public static class SignalIntentParser
{
    /// <summary>Bytes of the largest document that is read at all.</summary>
    public const int LargestDocument = 64 * 1024;

    private static readonly string[] Known =
        ["intent_id", "timestamp", "source_trader", "market_id", "token_id", "outcome", "side", "price_limit", "size_usdc", "size_tokens", "metadata"];

    private static readonly string[] KnownMetadata =
        ["best_bid", "best_ask", "detection_latency_ms", "trader_position_size", "trader_balance_usd", "trader_order_usd", "source_tx_hash", "extra"];

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Reads one document, UTF-8.</summary>
    public static SignalParse Parse(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > LargestDocument) return Whole($"An intent has at most {LargestDocument} bytes; this one has {utf8.Length}.");
        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : Whole("An intent is a JSON object.");
        }
        catch (JsonException)
        {
            return Whole("This is not JSON: numbers such as NaN and Infinity, comments, trailing commas and repeated names do not exist there.");
        }
    }

    private static SignalParse.Invalid Whole(string message) => new([new(null, "malformed", message)], null);

    private static SignalParse Read(JsonElement root)
    {
        var errors = new List<SignalFieldError>();
        var fields = new SignalFields(root, "", Known, errors);
        var id = Id(fields);
        var at = Time(fields);
        var trader = Trader(fields);
        var market = fields.Text("market_id", isRequired: true);
        var token = Token(fields);
        var outcome = Outcome(fields, token);
        var side = Side(fields);
        var limit = fields.Price("price_limit", side == OrderSide.Sell ? 0.01m : 0m, side == OrderSide.Buy ? 0.99m : 1m);
        var (dollars, tokens) = Sizes(fields, side);
        var metadata = Metadata(fields, errors);
        return errors.Count > 0
            ? new SignalParse.Invalid(errors, id)
            : new SignalParse.Valid(new SignalIntent(id!.Value, at!.Value, trader!, market!, token, outcome!, side!.Value, limit, dollars, tokens, metadata));
    }

    private static Guid? Id(SignalFields fields)
    {
        if (fields.Text("intent_id", isRequired: true) is not { } text) return null;
        if (Guid.TryParseExact(text, "D", out var id) && id != Guid.Empty) return id;
        fields.Refuse("intent_id", "malformed", "intent_id must be a UUID such as 3f2b1c1e-8d0a-4a57-9a51-3f1f2b7c9d10.");
        return null;
    }

    private static DateTimeOffset? Time(SignalFields fields)
    {
        if (fields.Text("timestamp", isRequired: true) is not { } text) return null;
        // Without a zone the moment depends on whose clock reads it.
        var hasZone = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
        if (hasZone && text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var at) && at.Year is >= 2020 and < 2200) return at;
        fields.Refuse("timestamp", "malformed", "timestamp must be ISO 8601 with a zone, such as 2026-01-05T12:00:00.250Z.");
        return null;
    }

    private static WalletAddress? Trader(SignalFields fields)
    {
        if (fields.Text("source_trader", isRequired: true) is not { } text) return null;
        if (WalletAddress.TryParse(text, out var wallet) && text.Length == 42) return wallet;
        fields.Refuse("source_trader", "malformed", "source_trader must be 0x and 40 hexadecimal digits.");
        return null;
    }

    private static TokenId? Token(SignalFields fields)
    {
        if (fields.Text("token_id", isRequired: false) is not { } text) return null;
        if (TokenId.TryParse(text, out var token)) return token;
        fields.Refuse("token_id", "malformed", "token_id must be the decimal number of the outcome token, as text.");
        return null;
    }

    private static string? Outcome(SignalFields fields, TokenId? token)
    {
        if (fields.Text("outcome", isRequired: true) is not { } text) return null;
        if (text is "YES" or "NO" || token is not null || fields.Has("token_id")) return text;
        fields.Refuse("outcome", "token_required", "outcome must be YES or NO; any other outcome needs its token_id.");
        return null;
    }

    private static OrderSide? Side(SignalFields fields)
    {
        switch (fields.Text("side", isRequired: true))
        {
            case "BUY": return OrderSide.Buy;
            case "SELL": return OrderSide.Sell;
            case null: return null;
            default:
                fields.Refuse("side", "out_of_range", "side must be BUY or SELL.");
                return null;
        }
    }

    private static (Usdc? Dollars, Shares? Tokens) Sizes(SignalFields fields, OrderSide? side)
    {
        var (hasDollars, hasTokens) = (fields.Has("size_usdc"), fields.Has("size_tokens"));
        if (hasDollars && hasTokens) fields.Refuse("size_usdc", "both_sizes", "Give size_usdc for a BUY or size_tokens for a SELL, not both.");
        else if (!hasDollars && !hasTokens) fields.Refuse(side == OrderSide.Sell ? "size_tokens" : "size_usdc", "missing", "Give size_usdc for a BUY or size_tokens for a SELL.");
        else if (side == OrderSide.Buy && hasTokens) fields.Refuse("size_tokens", "size_side_mismatch", "A BUY is sized in dollars: give size_usdc.");
        else if (side == OrderSide.Sell && hasDollars) fields.Refuse("size_usdc", "size_side_mismatch", "A SELL is sized in tokens: give size_tokens.");
        var (dollars, tokens) = (fields.Size("size_usdc"), fields.Size("size_tokens"));
        return (dollars is { } d ? Usdc.RoundDown(d) : null, tokens is { } t ? Shares.RoundDown(t) : null);
    }

    private static SignalMetadata Metadata(SignalFields outer, List<SignalFieldError> errors)
    {
        if (outer.Raw("metadata") is not { } raw) return SignalMetadata.None;
        if (raw.ValueKind != JsonValueKind.Object)
        {
            outer.Refuse("metadata", "wrong_type", "metadata must be an object.");
            return SignalMetadata.None;
        }

        var fields = new SignalFields(raw, "metadata.", KnownMetadata, errors);
        return new(
            fields.Price("best_bid"),
            fields.Price("best_ask"),
            fields.Number("detection_latency_ms", 0m),
            fields.Number("trader_position_size", 0m) is { } position ? Shares.RoundDown(position) : null,
            fields.Number("trader_balance_usd", 0m) is { } balance ? Usdc.RoundDown(balance) : null,
            fields.Number("trader_order_usd", 0m) is { } order ? Usdc.RoundDown(order) : null,
            fields.Text("source_tx_hash", isRequired: false));
    }
}
