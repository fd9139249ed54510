namespace CopyTrade.Domain.Venue.Chain;

/// <summary>Which of the wallet's two kinds of money an approval is about.</summary>
public enum ApprovedToken
{
    /// <summary>The dollars (ERC-20).</summary>
    Collateral,

    /// <summary>The outcome tokens of all markets (ERC-1155).</summary>
    Outcomes,
}
