using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>How far the result fell from its peak.</summary>
/// <param name="Worst">Deepest fall in dollars, zero or below.</param>
/// <param name="Part">The same over the capital at the peak, 0 to 1; null when the capital is not known.</param>
/// <param name="On">The day of the bottom; null without a fall.</param>
/// <param name="Capital">Most dollars at work at one time: what the fall is measured against.</param>
public sealed record DrawdownFacts(Usdc Worst, double? Part, DateOnly? On, Usdc Capital);
