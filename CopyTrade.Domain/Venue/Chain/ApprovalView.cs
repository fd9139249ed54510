namespace CopyTrade.Domain.Venue.Chain;

/// <summary>One step of the approvals as it was last seen.</summary>
/// <param name="Step">Stable word of the step.</param>
/// <param name="State">Where it stands.</param>
/// <param name="NeededFor">What is impossible without it.</param>
/// <param name="Problem">One sentence when it was refused; null otherwise.</param>
/// <param name="Transaction">The newest transaction sent for it; null when none was needed.</param>
/// <param name="ReadAt">When the chain was last asked, UTC; null when it never answered.</param>
public sealed record ApprovalView(string Step, ApprovalState State, string NeededFor, string? Problem, TransactionHash? Transaction, DateTimeOffset? ReadAt);
