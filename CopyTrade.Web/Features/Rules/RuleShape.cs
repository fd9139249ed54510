namespace CopyTrade.Web.Features.Rules;

/// <summary>What the dialog makes.</summary>
public enum RuleShape
{
    Stop,
    Target,
    Bracket,
    Trailing,
}
