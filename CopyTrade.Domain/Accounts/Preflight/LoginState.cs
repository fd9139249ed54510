namespace CopyTrade.Domain.Accounts.Preflight;

/// <summary>What the venue says to a wallet's API credentials.</summary>
public enum LoginState
{
    /// <summary>It takes the stored ones.</summary>
    Accepted,

    /// <summary>It refused the stored ones, or there were none, and gave new ones for the key.</summary>
    Renewed,

    /// <summary>It gives none for this key.</summary>
    Refused,
}
