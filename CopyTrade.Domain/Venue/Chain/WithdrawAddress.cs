namespace CopyTrade.Domain.Venue.Chain;

/// <summary>An address that withdrawals may go to.</summary>
/// <param name="Id">Row id.</param>
/// <param name="Address">On Polygon.</param>
/// <param name="Label">The owner's word for it.</param>
/// <param name="AddedAt">UTC.</param>
/// <param name="UsableAt">From when on money may go there, UTC: <see cref="WithdrawAllowList.Delay"/> after it was added.</param>
/// <param name="RemovedAt">UTC; null while it is listed.</param>
public sealed record WithdrawAddress(Guid Id, WalletAddress Address, string Label, DateTimeOffset AddedAt, DateTimeOffset UsableAt, DateTimeOffset? RemovedAt);
