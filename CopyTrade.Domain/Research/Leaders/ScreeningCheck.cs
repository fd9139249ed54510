namespace CopyTrade.Domain.Research.Leaders;

/// <summary>One filter of the screening.</summary>
/// <param name="Name">What is asked, for people: <c>win rate at least 52%</c>.</param>
/// <param name="Passes">Null when not known, which does not pass.</param>
/// <param name="Value">What it was, for people.</param>
public sealed record ScreeningCheck(string Name, bool? Passes, string Value);
