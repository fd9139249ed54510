using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Trading;

/// <summary>Turns what the venue says about an order into what happened to it.</summary>
public static class OrderProgress
{
    /// <summary>The event that a state at the venue amounts to.</summary>
    /// <param name="ordered">Quantity ordered.</param>
    /// <param name="status">State at the venue.</param>
    /// <param name="matched">Cumulative quantity matched, as the venue counts: failed settlements included.</param>
    /// <param name="voided">Quantity whose settlement failed.</param>
    /// <returns>Null for a status word that we do not know: nothing can be concluded.</returns>
    public static OrderEvent? EventOf(Shares ordered, VenueOrderStatus status, Shares matched, Shares voided)
    {
        var standing = Standing(matched, voided);
        return status switch
        {
            // A buy in dollars may match slightly fewer shares than ordered and still be complete.
            VenueOrderStatus.Matched => voided == Shares.Zero ? new OrderEvent.FullyFilled() : new OrderEvent.Canceled(),
            VenueOrderStatus.Canceled => new OrderEvent.Canceled(),
            VenueOrderStatus.Live when standing >= ordered => new OrderEvent.FullyFilled(),
            VenueOrderStatus.Live when standing > Shares.Zero => new OrderEvent.PartFilled(),
            VenueOrderStatus.Live => new OrderEvent.Accepted(),
            VenueOrderStatus.Delayed => new OrderEvent.Accepted(),
            _ => null,
        };
    }

    /// <summary>The event that the fills heard of so far amount to; null when there are none.</summary>
    public static OrderEvent? EventOf(Shares ordered, Shares standing) =>
        standing == Shares.Zero ? null : standing >= ordered ? new OrderEvent.FullyFilled() : new OrderEvent.PartFilled();

    /// <summary>Matched quantity that stands: what the venue counts, less what failed to settle.</summary>
    public static Shares Standing(Shares matched, Shares voided) => matched > voided ? matched - voided : Shares.Zero;
}
