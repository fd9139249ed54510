namespace CopyTrade.Domain.Accounts;

/// <summary>What a person may do on this installation.</summary>
public enum Role
{
    /// <summary>Own targets, wallet, positions.</summary>
    Trader,

    /// <summary>Also the operator's pages: jobs, health.</summary>
    Operator,

    /// <summary>Also users and the platform halt.</summary>
    Administrator,
}
