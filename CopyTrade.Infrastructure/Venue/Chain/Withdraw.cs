using CopyTrade.Domain.Money;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>A wish to take collateral out of the connected wallet.</summary>
/// <param name="To">As the person typed it, with its checksum.</param>
/// <param name="Amount">Dollars.</param>
/// <param name="AmountAgain">The same amount, typed a second time.</param>
public sealed record Withdraw(string To, Usdc Amount, Usdc AmountAgain);
