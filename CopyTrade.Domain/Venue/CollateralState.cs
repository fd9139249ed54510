using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Venue;

/// <summary>Collateral of a wallet at the venue.</summary>
/// <param name="Balance">Free collateral.</param>
/// <param name="Approved">True when every exchange listed may spend it; null when the venue lists none.</param>
public sealed record CollateralState(Usdc Balance, bool? Approved);
