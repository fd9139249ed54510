using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Venue.Signing;

/// <summary>The venue's words for our enums.</summary>
internal static class WireWords
{
    public static string Of(OrderSide side) => side == OrderSide.Buy ? "BUY" : "SELL";

    public static string Of(TimeInForce timeInForce) => timeInForce switch
    {
        TimeInForce.Gtc => "GTC",
        TimeInForce.Gtd => "GTD",
        TimeInForce.Fok => "FOK",
        _ => "FAK",
    };
}
