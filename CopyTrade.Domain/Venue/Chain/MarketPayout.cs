namespace CopyTrade.Domain.Venue.Chain;

/// <summary>How a resolved market pays: outcome i pays <c>Numerators[i] / Denominator</c> dollars for a share.</summary>
/// <param name="Numerators">One for each outcome, in the order of the market's tokens.</param>
/// <param name="Denominator">Above zero.</param>
public sealed record MarketPayout(IReadOnlyList<UInt256> Numerators, UInt256 Denominator)
{
    /// <summary>True when the outcome pays anything.</summary>
    public bool Pays(int outcome) => !Numerators[outcome].IsZero;
}
