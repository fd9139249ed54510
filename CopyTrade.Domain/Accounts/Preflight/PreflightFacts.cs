using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Accounts.Preflight;

/// <summary>Everything that the checks look at. A reading that is null was not finished yet.</summary>
/// <param name="Wallet">The connection as stored.</param>
/// <param name="Grant">Its grant; null when none holds.</param>
/// <param name="Proxy">The proxy wallet that follows from the signer.</param>
/// <param name="Safe">The Safe that follows from the signer.</param>
/// <param name="Now">UTC.</param>
public sealed record PreflightFacts(WalletConnection Wallet, Grant? Grant, WalletAddress Proxy, WalletAddress Safe, DateTimeOffset Now)
{
    /// <summary>Null inside when the key opens and is the signer's; else what is wrong with it.</summary>
    public Reading<string>? KeyProblem { get; init; }

    /// <summary>How far this machine's clock is ahead of the venue's, to about a second.</summary>
    public Reading<TimeSpan>? Skew { get; init; }

    public Reading<VenueRegion>? Region { get; init; }

    public Reading<VenueAccount>? Account { get; init; }

    public Reading<ChainMoney>? Chain { get; init; }
}
