using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;

namespace CopyTrade.Tests.Infrastructure.Trading;

/// <summary>A chain in memory behind the ports: one transaction of a market at a time, and whatever a test says of it.</summary>
internal sealed class RedeemingChain : IRedemption, IChainState, IMarketResolutions, ITradeRecord, IServiceProvider
{
    private readonly Dictionary<ConditionId, ChainTransactionView> _transactions = [];

    /// <summary>How often somebody asked to redeem.</summary>
    public int Asked { get; private set; }

    /// <summary>How many transactions were made.</summary>
    public int Made { get; private set; }

    public Queue<SendOutcome> Refusals { get; } = new();

    public Exception? Breaks { get; set; }

    public MarketResolution? Resolution { get; set; }

    public MarketPayout? Payout { get; set; }

    public IReadOnlyDictionary<TokenId, Shares>? Balances { get; set; }

    public IReadOnlyList<WalletPosition> Positions { get; set; } = [];

    public IReadOnlyList<ApprovalStep> Steps => [];

    public object? GetService(Type serviceType) =>
        serviceType == typeof(IRedemption) ? this
        : serviceType == typeof(IChainState) && (Balances is not null || Payout is not null) ? this
        : null;

    public Task<SendOutcome> SubmitAsync(TenantRef tenant, WalletConnection wallet, ConditionId condition, bool negRisk, CancellationToken ct)
    {
        Asked++;
        if (Refusals.TryDequeue(out var refusal)) return Task.FromResult(refusal);
        var isNew = !_transactions.TryGetValue(condition, out var view) || view.Status == TransactionStatus.Failed;
        if (isNew)
        {
            Made++;
            var hash = TransactionHash.Parse("0x" + Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N"));
            _transactions[condition] = view = new(new(Guid.NewGuid()), "redeem", hash, TransactionStatus.Submitted, null, null, DateTimeOffset.UnixEpoch);
        }

        return Breaks is { } broken ? throw broken : Task.FromResult<SendOutcome>(new SendOutcome.OnItsWay(view!.Id, view.Hash, isNew));
    }

    public void Set(ConditionId condition, TransactionStatus status) => _transactions[condition] = _transactions[condition] with { Status = status };

    public Task<ChainTransactionView?> StatusAsync(TenantRef tenant, ChainTransactionId transaction, CancellationToken ct) => Task.FromResult(_transactions.Values.FirstOrDefault(view => view.Id == transaction));

    public Task<IReadOnlyList<Shares>> SharesAsync(WalletAddress owner, IReadOnlyList<TokenId> tokens, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Shares>>([.. tokens.Select(token => Balances!.GetValueOrDefault(token))]);

    public Task<MarketPayout?> PayoutAsync(ConditionId condition, CancellationToken ct) => Task.FromResult(Payout);

    public Task<MarketResolution?> FindAsync(ConditionId condition, CancellationToken ct) => Task.FromResult(Resolution);

    public Task<IReadOnlyList<WalletPosition>> PositionsAsync(WalletAddress wallet, CancellationToken ct) => Task.FromResult(Positions);

    public Task<IReadOnlyDictionary<string, bool>> ApprovalsAsync(WalletAddress owner, CancellationToken ct) => throw new NotSupportedException();

    public Task<Usdc> CollateralAsync(WalletAddress owner, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<ChainFill>> FillsAsync(WalletAddress maker, long fromBlock, long toBlock, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<ChainFill>?> FillsAsync(TransactionHash transaction, CancellationToken ct) => throw new NotSupportedException();

    public Task<TradePage> OfWalletAsync(WalletAddress wallet, long? start, long? end, int limit, CancellationToken ct) => throw new NotSupportedException();

    public Task<TradePage> OfEverybodyAsync(string? cursor, int limit, CancellationToken ct) => throw new NotSupportedException();

    public Task<decimal?> LagSecondsAsync(CancellationToken ct) => throw new NotSupportedException();
}
