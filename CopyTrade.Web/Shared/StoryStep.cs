namespace CopyTrade.Web.Shared;

/// <summary>One stage of a fill's way: what happened, when after the target's trade, and the values it used.</summary>
public sealed record StoryStep(string Stage, string Says, TimeSpan? After, string Icon, string Tone = "done", IReadOnlyList<(string Name, string Value)>? Values = null);
