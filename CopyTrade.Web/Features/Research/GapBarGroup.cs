using CopyTrade.Domain.Research.Copies;

namespace CopyTrade.Web.Features.Research;

/// <summary>One line of the waterfall between the two profits: a bar, or one rule of the skipped ones.</summary>
public sealed record GapBarGroup(GapBar Bar, string? Reason, decimal Amount, int Trades, int Unpriced, bool IsRest = false);
