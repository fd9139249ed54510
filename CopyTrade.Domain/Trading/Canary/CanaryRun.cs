using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Trading.Canary;

/// <summary>One trial as its owner sees it.</summary>
/// <param name="Id">Row id.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="RequestedAt">UTC.</param>
/// <param name="EndedAt">UTC; null while it runs.</param>
/// <param name="Title">The market; untrusted text, null before one was chosen.</param>
/// <param name="Outcome">What of it was bought; untrusted text.</param>
/// <param name="Paid">What buying cost, fees included; null before anything was bought.</param>
/// <param name="Received">What selling brought, fees taken off; null before anything was sold.</param>
/// <param name="FeesKnown">False while the venue has not said what one of the fills cost.</param>
/// <param name="Problem">Why it ended without a sale; null otherwise.</param>
/// <param name="BuyOrder">The purchase, when there is one.</param>
/// <param name="SellOrder">The newest sale, when there is one.</param>
public sealed record CanaryRun(
    Guid Id, CanaryStage Stage, DateTimeOffset RequestedAt, DateTimeOffset? EndedAt, string? Title, string? Outcome, Usdc? Paid, Usdc? Received, bool FeesKnown, string? Problem, OrderId? BuyOrder, OrderId? SellOrder)
{
    public bool IsUnderWay => EndedAt is null;

    /// <summary>What it cost in the end; null while it is not bought and sold, or a fee is not known.</summary>
    public Usdc? Cost => Stage == CanaryStage.Done && FeesKnown ? Paid - Received : null;
}
