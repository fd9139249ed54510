using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Trading;

/// <summary>An order's axes of state in words.</summary>
public static class OrderWords
{
    /// <summary>What came of a cancellation that came too late.</summary>
    public const string RestsNoMore = "That order does not rest any more; nothing was cancelled.";

    public static string Of(OrderOrigin origin) => origin switch { OrderOrigin.Mirror => "copy", OrderOrigin.Manual => "by hand", var other => EnumCode.Of(other).Replace('_', ' ') };

    public static string Of(OrderSpan span) => span switch { OrderSpan.Hour => "Last hour", OrderSpan.Day => "Last 24 h", OrderSpan.Week => "Last 7 days", _ => "Any time" };

    /// <summary>What an order waits for before it is sent.</summary>
    public static string Wait(string waits) => waits == "hourly_cap" ? "the hour's cap" : waits.Replace('_', ' ');

    /// <summary>Why it failed; null when it did not.</summary>
    public static string? Failure(OrderLine line) => line.Order.Failure is { } failure ? ReasonWords.Of(EnumCode.Of(failure)) : null;

    /// <summary>The numbers of a denial or the venue's own words and code; null when there are none.</summary>
    public static string? Detail(OrderLine line) => (line.Order.FailureDetail, line.VenueError) switch
    {
        (null or "", null or "") => null,
        (null or "", var code) => code,
        (var words, null or "") => words,
        var (words, code) => $"{words} ({code})",
    };

    public static string Life(TimeInForce life) => life switch
    {
        TimeInForce.Fok => "all at once or nothing",
        TimeInForce.Fak => "what matches at once, rest dropped",
        TimeInForce.Gtd => "rests until a time",
        _ => "rests until cancelled",
    };

    /// <summary>Settlement of the matches, furthest from final first; null when nothing ever matched.</summary>
    public static string? Settlement(OrderMatches m)
    {
        List<string> words = [];
        Add(m.Matched, "matched");
        Add(m.Settling, "settling");
        Add(m.Confirmed, "confirmed");
        Add(m.Voided, "void");
        return words.Count == 0 ? null : string.Join(", ", words);

        void Add(Shares shares, string word)
        {
            if (shares > Shares.Zero) words.Add($"{Format.Shares(shares.Quantity)} {word}");
        }
    }

    /// <summary>What it did to the position; only what is final counts.</summary>
    public static string Position(OrderLine line) => (line.Order.Side, line.Matches) switch
    {
        (OrderSide.Buy, { Held: var held }) when held > Shares.Zero => $"{Format.Shares(held.Quantity)} held",
        (OrderSide.Buy, { Confirmed: var bought }) when bought > Shares.Zero => "sold since",
        (OrderSide.Sell, { Closed: var closed }) when closed > Shares.Zero => $"{Format.Shares(closed.Quantity)} closed",
        (_, { Standing: var standing }) when standing > Shares.Zero => "not yet",
        _ => Format.None,
    };
}
