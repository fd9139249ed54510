namespace CopyTrade.Domain.Venue.Chain;

/// <summary>What pays for transactions.</summary>
public interface INetworkMoney
{
    /// <summary>POL of an account, in whole units. <see cref="VenueUnavailableException"/> when no node answers.</summary>
    Task<decimal> OfAsync(WalletAddress owner, CancellationToken ct);
}
