using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Web.Features.Trading;

namespace CopyTrade.Web.Features.Overview;

/// <summary>Money at a glance: equity = free + value if sold now + settling. What is not known is in no sum.</summary>
/// <param name="Free">Free collateral as the venue last reported it, with what was traded since; null when never.</param>
/// <param name="FreeAt">When it reported.</param>
/// <param name="WhyNoFree">Why <paramref name="Free"/> is not known.</param>
/// <param name="Positions">Sums over the positions.</param>
public sealed record HomeFigures(Usdc? Free, DateTimeOffset? FreeAt, string? WhyNoFree, PositionTotals Positions)
{
    /// <summary>If sold now; null while no position held has a known value.</summary>
    public Usdc? AtWork => Positions.IsUnknown ? null : Positions.Value;

    /// <summary>Null as <see cref="AtWork"/>.</summary>
    public Usdc? OpenResult => Positions.IsUnknown ? null : Positions.OpenResult;

    /// <summary>Null while the balance, or the value of every position, is not known: without it a sum would mislead.</summary>
    public Usdc? Equity => Free + AtWork + Positions.Incoming;

    /// <summary>How many positions stand outside of <see cref="Equity"/>.</summary>
    public int LeftOut => Positions.Unknown + Positions.IncomingUnknown;

    public static HomeFigures Of(WalletView wallet, IReadOnlyList<ValuedPosition> positions) => new(
        wallet.Free,
        wallet.Connection?.BalanceAt,
        wallet.Connection switch { null => "no wallet connected", { CollateralBalance: null } => "balance not read yet", _ => null },
        PositionTotals.Of(positions));
}
