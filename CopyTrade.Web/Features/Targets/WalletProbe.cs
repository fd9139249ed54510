using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Web.Features.Targets;

/// <summary>What the public record says about a wallet.</summary>
/// <param name="Wallet">The wallet.</param>
/// <param name="Name">Its public name; untrusted text, null when it has none.</param>
/// <param name="Positions">Open positions.</param>
/// <param name="Trades">Its last trades, newest first.</param>
public sealed record WalletProbe(WalletAddress Wallet, string? Name, IReadOnlyList<WalletPosition> Positions, IReadOnlyList<WalletTrade> Trades)
{
    public bool IsUnused => Positions.Count == 0 && Trades.Count == 0;

    /// <summary>The middle one of its last trades by dollars; null without trades.</summary>
    public Usdc? MedianTrade
    {
        get
        {
            var sizes = Trades.Select(t => t.Shares.CostAt(t.Price)).Order().ToList();
            return sizes.Count == 0 ? null : sizes[sizes.Count / 2];
        }
    }
}
