using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Rules;

/// <summary>What a rule's owner holds of its token, under the rule's book or under all books.</summary>
/// <param name="Free">Confirmed shares that nothing is selling.</param>
/// <param name="Incoming">Matched and not confirmed yet: not to be sold yet, and no reason to think the position gone.</param>
/// <param name="Outgoing">Shares that some order is selling.</param>
public sealed record HeldPosition(Shares Free, Shares Incoming, Shares Outgoing)
{
    /// <summary>Of <see cref="Outgoing"/>, what copied sales hold that rest at the venue or wait: a rule whose price came takes them back (<see cref="RuleTerms.TakesBack"/>).</summary>
    public Shares Resting { get; init; }

    /// <summary>What a rule has to sell when its price comes.</summary>
    public Shares For(RuleTerms terms) => terms.TakesBack ? Free + Resting : Free;

    /// <summary>Nothing at all.</summary>
    public static HeldPosition None { get; } = new(Shares.Zero, Shares.Zero, Shares.Zero);

    /// <summary>Whether nothing is held, coming or going.</summary>
    public bool IsGone => Free == Shares.Zero && Incoming == Shares.Zero && Outgoing == Shares.Zero;
}
