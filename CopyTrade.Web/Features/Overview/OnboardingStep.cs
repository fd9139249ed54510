namespace CopyTrade.Web.Features.Overview;

/// <summary>One of the first steps.</summary>
/// <param name="Title">What to do.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Text">What it is for, or what came of it.</param>
/// <param name="Act">What the link does; null when there is nothing to press.</param>
/// <param name="Href">Where it leads.</param>
public sealed record OnboardingStep(string Title, OnboardingState State, string Text, string? Act = null, string? Href = null);
