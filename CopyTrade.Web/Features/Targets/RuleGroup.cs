namespace CopyTrade.Web.Features.Targets;

/// <summary>The tabs of the rules editor after the size.</summary>
public enum RuleGroup
{
    Skip,
    Price,
    Limits,
    Exits,
}
