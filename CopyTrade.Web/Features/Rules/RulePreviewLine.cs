namespace CopyTrade.Web.Features.Rules;

/// <summary>A sentence of the preview.</summary>
public sealed record RulePreviewLine(string Text, bool IsWarning = false);
