using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Rules;

/// <summary>Which failures of an exit's order another try cannot help (R4.7).</summary>
public static class ExitRefusals
{
    /// <summary>Why the exit is over, for people; null when another try may help.</summary>
    /// <remarks>Unlike the source of R4.7 a book without a match is no end: bids come back, and a stop that gives up when they vanish for a moment protects nobody.</remarks>
    public static string? ForGood(ExitOrder order) => (order.Failure, order.Refusal) switch
    {
        (OrderFailure.NoConnection, _) => "No wallet is connected.",
        (OrderFailure.NoActiveGrant or OrderFailure.GrantRevoked or OrderFailure.GrantExpired, _) => "No grant allows trading any more.",
        (OrderFailure.ScopeMissing, _) => "The grant does not allow sales.",
        (_, VenueErrorCode.InsufficientBalance) => "The venue says that the shares are not there.",
        (_, VenueErrorCode.InvalidSignature) => "The venue does not accept the wallet's signature.",
        (_, VenueErrorCode.AccountRestricted) => "The venue has restricted the account.",
        (_, VenueErrorCode.MarketNotOpen) => "The market takes no orders any more.",
        (_, VenueErrorCode.OrderVersion) => "The venue wants orders of another version: update this software.",
        _ => null,
    };
}
