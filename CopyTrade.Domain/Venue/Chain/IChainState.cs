using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Venue.Chain;

/// <summary>What the chain says: the first authority (R0.53). Every read throws <see cref="VenueUnavailableException"/> when no node answers.</summary>
public interface IChainState
{
    /// <summary>The permissions that buying, selling and redeeming need, negative-risk markets included.</summary>
    IReadOnlyList<ApprovalStep> Steps { get; }

    /// <summary>Whether each of <see cref="Steps"/> is given by <paramref name="owner"/>, in one round trip.</summary>
    Task<IReadOnlyDictionary<string, bool>> ApprovalsAsync(WalletAddress owner, CancellationToken ct);

    /// <summary>Collateral of an account.</summary>
    Task<Usdc> CollateralAsync(WalletAddress owner, CancellationToken ct);

    /// <summary>Shares of an account in the order of <paramref name="tokens"/>, in one call.</summary>
    Task<IReadOnlyList<Shares>> SharesAsync(WalletAddress owner, IReadOnlyList<TokenId> tokens, CancellationToken ct);

    /// <summary>What each outcome of a market pays for a share; null while it is not resolved.</summary>
    Task<MarketPayout?> PayoutAsync(ConditionId condition, CancellationToken ct);

    /// <summary>Fills of one wallet's orders in a range of blocks, both ends included, as both exchanges logged them.</summary>
    Task<IReadOnlyList<ChainFill>> FillsAsync(WalletAddress maker, long fromBlock, long toBlock, CancellationToken ct);

    /// <summary>Fills in one transaction, in the order of the log; null when no block has it.</summary>
    Task<IReadOnlyList<ChainFill>?> FillsAsync(TransactionHash transaction, CancellationToken ct);
}
