using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Mirroring;

/// <summary>What the policy wants before floors and caps.</summary>
/// <param name="Dollars">How much.</param>
/// <param name="IsFloor">It is the market's minimum itself: nothing to round under.</param>
/// <param name="Formula">The arithmetic in one line.</param>
/// <param name="Refusal">Why it wants nothing; null when it does.</param>
/// <param name="Most">A further limit of this one order, dollars; the minimum must fit it.</param>
internal sealed record SizeWish(Usdc Dollars, bool IsFloor, string Formula, SkipReason? Refusal = null, Usdc? Most = null);
