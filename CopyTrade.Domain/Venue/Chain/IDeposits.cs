using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Venue.Chain;

/// <summary>Deposits that are not collateral yet, as the chain has them. Reads throw <see cref="VenueUnavailableException"/> when no node answers.</summary>
public interface IDeposits
{
    /// <summary>USDC.e of an account.</summary>
    Task<Usdc> BridgedAsync(WalletAddress owner, CancellationToken ct);

    /// <summary>Whether the venue's onramp may take this much of it.</summary>
    Task<bool> MayWrapAsync(WalletAddress owner, Usdc amount, CancellationToken ct);
}
