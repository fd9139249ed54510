namespace CopyTrade.Domain.Rules;

/// <summary>Rules that are to be made together: one alone, or the two of a bracket.</summary>
/// <param name="Terms">What each asks for; one or two.</param>
/// <param name="Title">Market title for people; untrusted text.</param>
/// <param name="Outcome">Outcome name for people; untrusted text.</param>
public sealed record RuleDraft(IReadOnlyList<RuleTerms> Terms, string? Title, string? Outcome);
