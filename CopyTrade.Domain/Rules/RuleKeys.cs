using CopyTrade.Domain.Trading;

namespace CopyTrade.Domain.Rules;

/// <summary>Identity of the orders of a rule's exit.</summary>
public static class RuleKeys
{
    /// <summary>Frozen formula: keccak256 of <c>rule:</c>, rule id, colon, number of the exit, colon, number of the try, colon, book. A sibling of the mirrored fill's key (R0.9), which never begins with that word.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="exit">Which firing of it, from 1: a rule that watches again may fire again.</param>
    /// <param name="attempt">Which try of that exit, from 1.</param>
    /// <param name="book">Whose shares are sold.</param>
    public static IdempotencyKey For(RuleId rule, int exit, int attempt, string book) =>
        IdempotencyKey.OfText(FormattableString.Invariant($"rule:{rule}:{exit}:{attempt}:{book}"));
}
