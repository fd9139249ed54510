namespace CopyTrade.Simulator.Engine;

/// <summary>The venue's own words for a refusal.</summary>
internal sealed record OrderRefusal(int Status, string Text, string? Code = null, int? RetryAfterSeconds = null);
