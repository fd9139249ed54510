namespace CopyTrade.Domain.Ledger;

/// <summary>An account of the double-entry ledger. Amounts are debits above zero and credits below; of each entry they sum to zero.</summary>
public enum LedgerAccount
{
    /// <summary>Collateral in the wallet, or paper money.</summary>
    Cash,

    /// <summary>What held shares cost, fees included.</summary>
    Position,

    /// <summary>Sold and not yet taken from a lot. Empty as a rule; what stays here was sold without having been bought here.</summary>
    Clearing,

    /// <summary>What the owner put in (credit) and took out.</summary>
    Capital,

    /// <summary>Realised profit (credit) or loss, first in, first out, fees included.</summary>
    Realized,

    /// <summary>Rebates of fees, a maker's or a taker's (credit).</summary>
    Rebates,

    /// <summary>What the venue paid for liquidity, referrals or as interest (credit).</summary>
    Rewards,

    /// <summary>Fees charged at the match, gross (R2.16).</summary>
    Fees,

    /// <summary>The other side of <see cref="Fees"/>: they are part of cost and proceeds, and must not count twice.</summary>
    FeesContained,
}
