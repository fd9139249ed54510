namespace CopyTrade.Domain.Research.Leaders;

/// <summary>One part of the rolling score.</summary>
/// <param name="Name">What it compares, for people.</param>
/// <param name="Value">0 (worst) to 100 (best) of all that are known; null when not known.</param>
public sealed record SubScore(string Name, double? Value);
