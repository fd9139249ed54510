namespace CopyTrade.Domain.Accounts;

/// <summary>With whose money an account trades. Fixed when the account is opened: a person who does both has two accounts (ADR 0012).</summary>
public enum AccountMoney
{
    /// <summary>The venue that the installation is connected to: real money in a live installation, the demo's in a demo.</summary>
    Live,

    /// <summary>Simulated fills against the venue's books; no key.</summary>
    Paper,
}
