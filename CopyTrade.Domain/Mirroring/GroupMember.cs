using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;

namespace CopyTrade.Domain.Mirroring;

/// <summary>A fill that waits for more of its kind.</summary>
/// <param name="Fill">Which.</param>
/// <param name="Shares">Its quantity.</param>
/// <param name="Price">Its price.</param>
/// <param name="FilledAt">When it happened, UTC.</param>
public sealed record GroupMember(FillId Fill, Shares Shares, Price Price, DateTimeOffset FilledAt);
