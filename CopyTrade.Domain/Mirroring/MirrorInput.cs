using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Mirroring;

/// <summary>Everything that the planner looks at. Stored with the decision, so that it can be made again and gives the same result.</summary>
/// <param name="Fill">The target's fill.</param>
/// <param name="Target">The follower's rules.</param>
/// <param name="Market">Constraints of the token; null when the venue knows none.</param>
/// <param name="Snapshot">Our own situation when the fill was judged.</param>
/// <param name="MaxFillAge">Older fills are not followed.</param>
/// <param name="Now">The moment of the decision.</param>
public sealed record MirrorInput(ObservedFill Fill, CopyTarget Target, Market? Market, MirrorSnapshot Snapshot, TimeSpan MaxFillAge, DateTimeOffset Now);
