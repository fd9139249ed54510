using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Venue.Parsing;

/// <summary>What an error text proves about an order.</summary>
internal enum ErrorVerdict
{
    /// <summary>Not accepted; the same bytes will not do.</summary>
    Refused,

    /// <summary>Not accepted; the same bytes may be sent again later.</summary>
    RefusedForNow,

    /// <summary>Says nothing certain.</summary>
    Uncertain,
}

/// <summary>The venue's texts and what they mean. The first row whose text occurs wins, so special texts stand before general ones.</summary>
internal static class ErrorTable
{
    private static readonly (string Text, VenueErrorCode Code, ErrorVerdict Verdict)[] Rows =
    [
        ("order match delayed", VenueErrorCode.HttpError, ErrorVerdict.Uncertain),
        ("duplicated", VenueErrorCode.DuplicateOrder, ErrorVerdict.Refused),
        ("allowance is not enough", VenueErrorCode.InsufficientAllowance, ErrorVerdict.Refused),
        ("balance is not enough", VenueErrorCode.InsufficientBalance, ErrorVerdict.Refused),
        ("not enough balance", VenueErrorCode.InsufficientBalance, ErrorVerdict.Refused),
        ("insufficient balance", VenueErrorCode.InsufficientBalance, ErrorVerdict.Refused),
        ("not enough allowance", VenueErrorCode.InsufficientAllowance, ErrorVerdict.Refused),
        ("insufficient allowance", VenueErrorCode.InsufficientAllowance, ErrorVerdict.Refused),
        ("breaks minimum tick size", VenueErrorCode.InvalidPriceOrTick, ErrorVerdict.Refused),
        ("invalid price", VenueErrorCode.InvalidPriceOrTick, ErrorVerdict.Refused),
        ("lower than the minimum", VenueErrorCode.BelowMinOrderSize, ErrorVerdict.Refused),
        ("min size", VenueErrorCode.BelowMinOrderSize, ErrorVerdict.Refused),
        ("minimum size", VenueErrorCode.BelowMinOrderSize, ErrorVerdict.Refused),
        ("invalid amount", VenueErrorCode.InvalidAmounts, ErrorVerdict.Refused),
        ("post-only mode", VenueErrorCode.VenueRestricted, ErrorVerdict.RefusedForNow),
        ("post_only_mode", VenueErrorCode.VenueRestricted, ErrorVerdict.RefusedForNow),
        ("cancel-only", VenueErrorCode.VenueRestricted, ErrorVerdict.RefusedForNow),
        ("trading is currently disabled", VenueErrorCode.VenueRestricted, ErrorVerdict.RefusedForNow),
        ("crosses the book", VenueErrorCode.CrossesBook, ErrorVerdict.Refused),
        ("crosses book", VenueErrorCode.CrossesBook, ErrorVerdict.Refused),
        ("fok orders are", VenueErrorCode.NoMatch, ErrorVerdict.Refused),
        ("no orders found to match", VenueErrorCode.NoMatch, ErrorVerdict.Refused),
        ("no matching orders", VenueErrorCode.NoMatch, ErrorVerdict.Refused),
        ("rounding issues", VenueErrorCode.InvalidAmounts, ErrorVerdict.Refused),
        ("discrepancy greater than allowed", VenueErrorCode.NoMatch, ErrorVerdict.Refused),
        ("not yet ready to process", VenueErrorCode.MarketNotOpen, ErrorVerdict.RefusedForNow),
        ("no orderbook exists", VenueErrorCode.MarketNotOpen, ErrorVerdict.Refused),
        ("market not found", VenueErrorCode.MarketNotOpen, ErrorVerdict.Refused),
        ("address banned", VenueErrorCode.AccountRestricted, ErrorVerdict.Refused),
        ("closed only mode", VenueErrorCode.AccountRestricted, ErrorVerdict.Refused),
        ("order_version_mismatch", VenueErrorCode.OrderVersion, ErrorVerdict.Refused),
        ("invalid order payload", VenueErrorCode.OrderVersion, ErrorVerdict.Refused),
        ("has to be the owner of the api key", VenueErrorCode.StaleApiKey, ErrorVerdict.Refused),
        ("has to be the address of the api key", VenueErrorCode.StaleApiKey, ErrorVerdict.Refused),
        ("invalid signature", VenueErrorCode.InvalidSignature, ErrorVerdict.Refused),
        ("invalid l1 request headers", VenueErrorCode.InvalidSignature, ErrorVerdict.Refused),
        ("invalid api key", VenueErrorCode.StaleApiKey, ErrorVerdict.Refused),
        ("unauthorized", VenueErrorCode.StaleApiKey, ErrorVerdict.Refused),
        ("too many requests", VenueErrorCode.RateLimited, ErrorVerdict.RefusedForNow),
        ("order timed out", VenueErrorCode.HttpError, ErrorVerdict.RefusedForNow),
    ];

    /// <summary>The row of a text; null when the table has none.</summary>
    public static (VenueErrorCode Code, ErrorVerdict Verdict)? Find(string text)
    {
        foreach (var row in Rows)
        {
            if (text.Contains(row.Text, StringComparison.OrdinalIgnoreCase)) return (row.Code, row.Verdict);
        }

        return null;
    }
}
