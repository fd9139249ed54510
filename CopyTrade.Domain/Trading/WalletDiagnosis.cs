using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Trading;

/// <summary>Names the likely cause of a refusal where it lies in the wallet (R0.41), from the refusal's class and from what is known of the wallet.</summary>
public static class WalletDiagnosis
{
    /// <summary>One or two sentences: what is likely wrong, and what to do. Null when the order is to blame and not the wallet.</summary>
    public static string? LikelyCause(WalletRefusal refusal, WalletConnection wallet) => refusal.Code switch
    {
        VenueErrorCode.InsufficientBalance when refusal.Side == OrderSide.Sell =>
            "The venue does not see the shares that were to be sold. Shares bought a moment ago show up by themselves; if they were sold or moved elsewhere, the position says so after the next comparison.",
        VenueErrorCode.InsufficientBalance => wallet.CollateralBalance switch
        {
            null => "The venue says that the balance is too small; how much is free is not known. Send pUSD to the wallet, or lower the caps.",
            { } free => $"The venue says that the balance is too small: {free.ToDollars()} was free when it was last read. Send pUSD to the wallet, or lower the caps.",
        },
        VenueErrorCode.InsufficientAllowance => "An approval is missing or too small: enable trading below.",
        VenueErrorCode.StaleApiKey => "The venue does not accept this wallet's API credentials. New ones are derived by themselves; if this stays, disconnect the wallet and connect it again.",
        VenueErrorCode.InvalidSignature =>
            $"The venue does not accept the wallet's signature. Mostly its kind (type {(int)wallet.SignatureType}) or the address that holds the money ({wallet.Funder}) is not that of the account at Polymarket: connect it again with the right ones.",
        VenueErrorCode.AccountRestricted => "The venue has restricted this account, so that it may only close positions or not trade at all. Only Polymarket can lift this.",
        VenueErrorCode.EmptyResponse => "The venue refused without a word. " + Suspect(wallet),
        VenueErrorCode.HttpError or VenueErrorCode.Unknown => "The venue's words are none that this program knows. " + Suspect(wallet),
        _ => null,
    };

    // What a refusal without a reason mostly was (bug.0335): money, approvals, credentials, in this order of likelihood.
    private static string Suspect(WalletConnection wallet) => wallet switch
    {
        { CredentialsAt: null } => "The wallet has no API credentials at the venue yet, which is the likely cause.",
        { ReadinessProblem: { } problem } => $"Likely cause: {problem}",
        { ApprovalsReadyAt: null } => "The approvals were not seen complete, which is the likely cause: enable trading below.",
        { CollateralBalance: { } free } when free <= Usdc.Zero => "The wallet is empty, which is the likely cause: send pUSD to it.",
        { CollateralBalance: null } => "How much is free is not known, so an empty wallet is the likely cause.",
        _ => "Balance, approvals and credentials look complete, so the cause is likely the venue's; the wallet is looked at again after each refusal.",
    };
}
