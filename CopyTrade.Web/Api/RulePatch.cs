namespace CopyTrade.Web.Api;

/// <summary>The one thing of a rule that can be changed (R4.8).</summary>
internal sealed record RulePatch(decimal? TriggerPrice);
