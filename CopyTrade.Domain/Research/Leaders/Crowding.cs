using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>Others who trade the same after this wallet, among the wallets whose trades are read. Whoever is not read is not counted, accounts of this installation included.</summary>
/// <param name="Entries">Entries of this wallet that were compared.</param>
/// <param name="Read">Other wallets whose trades they were compared with.</param>
/// <param name="Followers">Of these, those that copy it.</param>
/// <param name="PerEntry">Dollars that those put in within a minute after an entry, on average over all entries.</param>
public sealed record Crowding(int Entries, int Read, int Followers, Usdc PerEntry);
