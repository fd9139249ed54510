namespace CopyTrade.Domain.Venue.Chain;

/// <summary>A transaction of ours as the ledger has it.</summary>
/// <param name="Id">Row id.</param>
/// <param name="Purpose">Why it exists.</param>
/// <param name="Hash">Its hash on the chain.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="BlockNumber">The block that has it; null while none has.</param>
/// <param name="Problem">One sentence when it failed; null otherwise.</param>
/// <param name="CreatedAt">When it was signed, UTC.</param>
public sealed record ChainTransactionView(
    ChainTransactionId Id, string Purpose, TransactionHash Hash, TransactionStatus Status, long? BlockNumber, string? Problem, DateTimeOffset CreatedAt);
