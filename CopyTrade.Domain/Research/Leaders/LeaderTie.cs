using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>What binds another wallet to this one, with its evidence.</summary>
/// <param name="Kind">Who goes first.</param>
/// <param name="Other">The other wallet.</param>
/// <param name="Shared">Shared entries.</param>
/// <param name="Of">Entries of the one that is compared: of this wallet, or of the other where it is the one that follows.</param>
/// <param name="Shifted">Shared ones that being active on the same markets explains.</param>
/// <param name="From">First shared one.</param>
/// <param name="To">Last shared one.</param>
public sealed record LeaderTie(LeaderTieKind Kind, WalletAddress Other, int Shared, int Of, int Shifted, DateTimeOffset From, DateTimeOffset To);
