using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Observation;

/// <summary>What is stored of a fill, as far as another sighting of it has to know.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Wallet">Whose fill.</param>
/// <param name="Legs">Rows in it.</param>
/// <param name="IsRouted">Decided by every follower: its legs are frozen.</param>
public sealed record StoredFill(FillId Id, WalletAddress Wallet, FillLegs Legs, bool IsRouted);
