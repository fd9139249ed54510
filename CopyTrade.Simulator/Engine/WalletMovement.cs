using CopyTrade.Simulator.World;

namespace CopyTrade.Simulator.Engine;

/// <summary>A row of the activity feed that is no trade.</summary>
internal sealed record WalletMovement(string Type, Account Account, ListedMarket? Market, decimal Size, decimal Cash, long Timestamp, string TransactionHash, int? OutcomeIndex = null);
