namespace CopyTrade.Domain.Research.Leaders;

/// <summary>One bar of a histogram.</summary>
/// <param name="Label">What is counted, for people.</param>
/// <param name="Count">How many.</param>
public sealed record Bar(string Label, int Count);
