using CopyTrade.Simulator.Engine;
using Microsoft.AspNetCore.Http;

namespace CopyTrade.Simulator.Rest;

/// <summary>The filters that all listings of rows share. Called under the venue's lock.</summary>
internal static class RowQuery
{
    public static IEnumerable<TradeRow> Select(VenueState state, HttpRequest request, bool takerOnly, decimal minimumCash, int lateMilliseconds, string marketParameter = "market")
    {
        var now = state.Now;
        var user = request.Query("user")?.ToLowerInvariant();
        var markets = request.Query(marketParameter)?.ToLowerInvariant().Split(',').ToHashSet();
        var (side, start, end) = (request.Query("side"), request.Long("start"), request.Long("end"));
        return state.Rows.NewestFirst(user).Where(row => row.VisibleAt + Lateness(row, lateMilliseconds) <= now
            && (!takerOnly || row.IsTaker)
            && row.Size * row.Price >= minimumCash
            && (markets is null || markets.Contains(row.Market.ConditionId))
            && (side is null || row.Side.Equals(side, StringComparison.OrdinalIgnoreCase))
            && (start is null || row.Timestamp >= start)
            && (end is null || row.Timestamp <= end));
    }

    // Each row has its own lateness, the same in every request.
    private static TimeSpan Lateness(TradeRow row, int milliseconds) =>
        milliseconds == 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds((uint)(row.Sequence * 2_654_435_761L) % (uint)milliseconds);
}
