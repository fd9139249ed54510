namespace CopyTrade.Domain.Accounts;

/// <summary>A text that a person agrees to before money is touched. The version is stored with the moment, so that it can be said later what was agreed to.</summary>
/// <param name="Version">Changes with every change of the text.</param>
/// <param name="Text">One sentence.</param>
public sealed record Consent(string Version, string Text)
{
    /// <summary>Asked for when a wallet is connected (R0.39).</summary>
    public static Consent Custody { get; } = new("2026-11", "I agree that this installation keeps the key of this wallet and signs with it within my caps.");

    /// <summary>Asked for before deposits are wrapped without a further question (R0.40).</summary>
    public static Consent AutoWrap { get; } = new("2026-11", "I agree that USDC.e in this wallet is turned into pUSD as it arrives, from one dollar on; the network fee is paid by the wallet.");
}
