using CopyTrade.Domain.Trading;

namespace CopyTrade.Web.Features.Operations;

/// <summary>What became of the orders of an account (R1.24).</summary>
/// <param name="Written">All that were ever written down.</param>
/// <param name="Executed">Matched, and not undone on chain.</param>
/// <param name="Failed">Denied by us, refused by the venue, or undone on chain.</param>
/// <param name="Cancelled">Ended without a match.</param>
/// <param name="Working">Not over.</param>
public sealed record ExecutionFigures(int Written, int Executed, int Failed, int Cancelled, int Working)
{
    /// <summary>Executed of those that were executed or failed; null while none was. A cancelled order is neither.</summary>
    public decimal? SuccessRate => Executed + Failed == 0 ? null : (decimal)Executed / (Executed + Failed);

    public static ExecutionFigures Of(IReadOnlyDictionary<OrderStage, int> counts)
    {
        int In(params ReadOnlySpan<OrderStage> stages)
        {
            var sum = 0;
            foreach (var stage in stages) sum += counts.GetValueOrDefault(stage);
            return sum;
        }

        return new(
            counts.Values.Sum(), In(OrderStage.Settling, OrderStage.Confirmed), In(OrderStage.Failed, OrderStage.Void), In(OrderStage.Canceled), In(OrderStage.Pending, OrderStage.Unknown, OrderStage.Resting));
    }
}
