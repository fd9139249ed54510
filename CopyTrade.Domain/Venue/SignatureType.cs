namespace CopyTrade.Domain.Venue;

/// <summary>Who holds the money of an order and how its signature is checked (protocol 9.2).</summary>
public enum SignatureType
{
    /// <summary>The signing key's own account.</summary>
    Eoa = 0,

    /// <summary>A proxy wallet of an e-mail account.</summary>
    Proxy = 1,

    /// <summary>A Safe of a browser-wallet account.</summary>
    Safe = 2,

    /// <summary>A deposit wallet; the signature is wrapped (ERC-7739 style).</summary>
    DepositWallet = 3,

    /// <summary>No key and no signature: a paper wallet. No word of the wire; the venue's signer refuses it.</summary>
    Paper = 9,
}
