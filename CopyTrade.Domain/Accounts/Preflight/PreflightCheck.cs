namespace CopyTrade.Domain.Accounts.Preflight;

/// <summary>One thing that has to be right before a wallet can trade (R0.41, R0.53), in the order in which a person would put it right.</summary>
public enum PreflightCheck
{
    /// <summary>The stored key opens and is the signer's.</summary>
    Key,

    /// <summary>This machine's clock against the venue's.</summary>
    Clock,

    /// <summary>Orders are taken from where this machine is.</summary>
    Region,

    /// <summary>The venue accepts the wallet's API credentials.</summary>
    Credentials,

    /// <summary>The account may open positions, and not only close them.</summary>
    Standing,

    /// <summary>The signature type is that of the wallet.</summary>
    SignatureType,

    /// <summary>The address that holds the money is the one that the venue books for this key.</summary>
    Funder,

    /// <summary>The exchanges may move what is traded.</summary>
    Approvals,

    /// <summary>There is collateral.</summary>
    Balance,

    /// <summary>There is network money for the wallet's own transactions.</summary>
    Gas,

    /// <summary>The owner's grant of spending holds.</summary>
    Grant,
}
