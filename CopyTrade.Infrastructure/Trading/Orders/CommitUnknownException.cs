namespace CopyTrade.Infrastructure.Trading.Orders;

/// <summary>The answer to a commit was lost: it may have lasted or not, and the ledger tells whoever looks next. Nothing of it is done a second time.</summary>
public sealed class CommitUnknownException(Exception cause) : Exception("It is not known whether a batch of orders was committed.", cause);
