namespace CopyTrade.Infrastructure.Trading.Readiness;

/// <summary>What the venue's refusals have put in doubt about a wallet.</summary>
[Flags]
public enum WalletDoubts
{
    None = 0,

    /// <summary>Its API credentials: new ones are derived without trying the stored ones.</summary>
    Credentials = 1,

    /// <summary>What the venue last read of its balances: it is told to look again, even at what it was told of before.</summary>
    Balance = 2,
}
