using System.Numerics;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>A transaction on its way, as the ledger has it.</summary>
internal sealed record ChainRow
{
    public Guid Id { get; init; }

    public WalletConnectionId ConnectionId { get; init; }

    public string Purpose { get; init; } = "";

    public WalletAddress Signer { get; init; } = null!;

    public long Nonce { get; init; }

    public int Attempt { get; init; }

    public WalletAddress Contract { get; init; } = null!;

    public byte[] Data { get; init; } = [];

    public long Gas { get; init; }

    public BigInteger MaxFeeWei { get; init; }

    public BigInteger TipWei { get; init; }

    public byte[] Raw { get; init; } = [];

    public TransactionHash TransactionHash { get; init; } = null!;

    public string Status { get; init; } = "";

    public int Sends { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public long? BlockNumber { get; init; }

    public string? Problem { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public TransactionStatus State => EnumText.Parse<TransactionStatus>(Status);

    public FeeTransaction Transaction(int chainId) => new(chainId, Nonce, TipWei, MaxFeeWei, Gas, Contract, Data);

    public ChainTransactionView View() => new(new(Id), Purpose, TransactionHash, State, BlockNumber, Problem, CreatedAt);
}
