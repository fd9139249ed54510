namespace CopyTrade.Domain.Mirroring;

/// <summary>One trade of the wallet under proposed and under saved rules.</summary>
/// <param name="Input">What the planner looked at: the values of then where a decision was made, otherwise those of now with nothing held.</param>
/// <param name="Proposed">What the proposal makes of it.</param>
/// <param name="Saved">What the saved rules make of it.</param>
/// <param name="IsOfThen">Whether the values are those of a decision made then.</param>
public sealed record PreviewedFill(MirrorInput Input, MirrorDecision Proposed, MirrorDecision Saved, bool IsOfThen);
