using CopyTrade.Domain.Mirroring;

namespace CopyTrade.Domain.Research.Copies;

/// <summary>A decision about a purchase, as it was stored, and how their purchase ended.</summary>
/// <param name="Decision">Row of the decision.</param>
/// <param name="Input">What the planner looked at.</param>
/// <param name="Exit">How it ended or stands; null while that is not known.</param>
public sealed record WhatIfTrade(Guid Decision, MirrorInput Input, ModelExit? Exit);
