using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Targets;

/// <summary>What the public record shows of a wallet before it is followed.</summary>
public abstract record WalletLook
{
    private WalletLook()
    {
    }

    /// <summary>The text names no wallet.</summary>
    public sealed record Malformed : WalletLook;

    /// <summary>The venue does not answer; the wallet may be followed all the same.</summary>
    public sealed record Unavailable(WalletAddress Wallet, string Problem) : WalletLook;

    /// <summary>What is there; an unused wallet shows nothing.</summary>
    /// <param name="Wallet">The wallet.</param>
    /// <param name="OpenPositions">How many positions it holds.</param>
    /// <param name="LastTrades">Its last trades, newest first.</param>
    public sealed record Seen(WalletAddress Wallet, int OpenPositions, IReadOnlyList<WalletTrade> LastTrades) : WalletLook
    {
        /// <summary>Its public name; untrusted text.</summary>
        public string? PublicName => LastTrades.Select(trade => trade.Trader).FirstOrDefault(name => name is not null);

        /// <summary>Nothing held and nothing traded: probably a mistake.</summary>
        public bool IsUnused => OpenPositions == 0 && LastTrades.Count == 0;
    }
}
