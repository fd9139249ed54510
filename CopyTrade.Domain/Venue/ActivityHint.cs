namespace CopyTrade.Domain.Venue;

/// <summary>Word from a public stream that somebody traded; the trade record has the facts.</summary>
/// <param name="Wallet">Who; null when the stream does not say (market channel).</param>
/// <param name="Token">Which token; null when unknown.</param>
/// <param name="ReceivedAt">When the message arrived here.</param>
public sealed record ActivityHint(WalletAddress? Wallet, TokenId? Token, DateTimeOffset ReceivedAt)
{
    /// <summary>The transaction of the trade, by which its row in the record is known; null when the stream does not say.</summary>
    public TransactionHash? Transaction { get; init; }
}
