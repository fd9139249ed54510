using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>Two wallets that trade the same at the same time. An entry is all that a wallet trades of one token in one direction within one minute.</summary>
/// <param name="Other">The other wallet.</param>
/// <param name="Shared">Entries at which the other traded the same token in the same direction within a minute.</param>
/// <param name="Shifted">The same with the other's clock an hour late: what being active on the same markets comes to by itself.</param>
/// <param name="Before">Of the shared ones, those in which the other came before.</param>
/// <param name="After">Those in which the other came after; in the rest it was the same second.</param>
/// <param name="Markets">Markets they share them on.</param>
/// <param name="OtherEntries">Entries of the other wallet in the same time.</param>
/// <param name="AfterUsdc">Dollars that the other put in after it, within a minute, in all.</param>
/// <param name="From">First shared one.</param>
/// <param name="To">Last shared one.</param>
public sealed record LeaderPair(WalletAddress Other, int Shared, int Shifted, int Before, int After, int Markets, int OtherEntries, Usdc AfterUsdc, DateTimeOffset From, DateTimeOffset To);
