namespace CopyTrade.Domain.Research.Leaders;

/// <summary>Whose trades coincide with those of a wallet.</summary>
/// <param name="Entries">Entries of the wallet that were compared.</param>
/// <param name="Read">Other wallets that were compared.</param>
/// <param name="Pairs">Those that coincide often enough to look at.</param>
public sealed record Company(int Entries, int Read, IReadOnlyList<LeaderPair> Pairs)
{
    /// <summary>Nothing was compared.</summary>
    public static Company None { get; } = new(0, 0, []);
}
