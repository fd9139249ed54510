namespace CopyTrade.Web.Api;

/// <summary>Two rules around one position; when one sells all, the other ends.</summary>
internal sealed record BracketRequest(RuleRequest? Stop, RuleRequest? Target);
