namespace CopyTrade.Domain.Venue.Chain;

/// <summary>A transfer of the wallet's own money, for people.</summary>
/// <param name="Id">Row id.</param>
/// <param name="Terms">What moves.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Transaction">Its transaction, a replacement with a higher fee included; null before there is one.</param>
/// <param name="Problem">One sentence: what it waits for, or why it failed; null otherwise.</param>
/// <param name="RequestedAt">When it was asked for, UTC.</param>
/// <param name="EndedAt">When it ended, UTC; null while it has not.</param>
public sealed record WalletTransfer(
    WalletTransferId Id, TransferTerms Terms, WalletTransferState State, TransactionHash? Transaction, string? Problem, DateTimeOffset RequestedAt, DateTimeOffset? EndedAt);
