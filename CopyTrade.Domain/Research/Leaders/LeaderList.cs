namespace CopyTrade.Domain.Research.Leaders;

/// <summary>The ranked wallets, best first.</summary>
/// <param name="Rows">By rank.</param>
/// <param name="RankedAt">When they were ranked; null before the first time.</param>
/// <param name="Candidates">Wallets that are known, read or not.</param>
/// <param name="Waiting">Of these, not read yet.</param>
public sealed record LeaderList(IReadOnlyList<LeaderRow> Rows, DateTimeOffset? RankedAt, int Candidates, int Waiting);
