using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Web.Layout;
using CopyTrade.Web.Shared;
using Radzen;

namespace CopyTrade.Web.Features.Trading;

/// <summary>Asks before an order is taken back.</summary>
public static class CancelOrder
{
    public static async Task<bool> IsWantedAsync(DialogService dialogs, ShellStatus? status, OrderLine line)
    {
        var order = line.Order;
        var does = order.Side == OrderSide.Buy ? "buy" : "sell";
        string[] effects =
        [
            $"The order to {does} {Format.Shares(order.Shares.Quantity)} {order.Outcome ?? "shares"} at {Format.Cents(order.Limit.Value)} is taken out of the book.",
            line.Matches.Standing.Quantity > 0m ? $"{Format.Shares(line.Matches.Standing.Quantity)} shares already matched stay and settle." : "Nothing has matched so far; if it matches first, the match stands.",
            "It is not placed again by itself.",
        ];
        return await dialogs.AskAsync(status, "Cancel this order?", "Cancel the order", "Let it rest", effects) is not null;
    }
}
