using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>A row of wallet_transfer.</summary>
internal sealed record WalletTransferRow
{
    public WalletTransferId Id { get; init; }

    public WalletConnectionId ConnectionId { get; init; }

    public string Kind { get; init; } = "";

    public WalletAddress Destination { get; init; } = null!;

    public Usdc Amount { get; init; }

    public string State { get; init; } = "";

    public Guid? TransactionId { get; init; }

    public TransactionHash? TransactionHash { get; init; }

    public string? Problem { get; init; }

    public DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public WalletTransferState Stage => EnumText.Parse<WalletTransferState>(State);

    public TransferTerms Terms => new(EnumText.Parse<WalletTransferKind>(Kind), Destination, Amount);

    public WalletTransfer View() => new(Id, Terms, Stage, TransactionHash, Problem, RequestedAt, EndedAt);
}
