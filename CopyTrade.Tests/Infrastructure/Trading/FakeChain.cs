using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Infrastructure.Venue.Chain;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Infrastructure.Trading;

/// <summary>A chain in memory that knows approvals and takes nothing.</summary>
internal sealed class FakeChain : IChainState, ITransactionSender
{
    public FakeChain() => Given = [.. Steps.Select(step => step.Key)];

    public IReadOnlyList<ApprovalStep> Steps { get; } = new ChainContracts(Options.Create(new VenueOptions()), Options.Create(new ChainOptions())).Steps;

    public HashSet<string> Given { get; }

    public bool IsSilent { get; set; }

    public SendOutcome Answer { get; set; } = new SendOutcome.Refused(ChainRefusal.NoGas, "There is not enough POL.");

    public List<ChainPurpose> Sent { get; } = [];

    /// <summary>What happens while the chain is asked.</summary>
    public Func<Task> BeforeApprovals { get; set; } = () => Task.CompletedTask;

    public async Task<IReadOnlyDictionary<string, bool>> ApprovalsAsync(WalletAddress owner, CancellationToken ct)
    {
        await BeforeApprovals();
        return IsSilent ? throw new VenueUnavailableException("No node answers.") : Steps.ToDictionary(step => step.Key, step => Given.Contains(step.Key));
    }

    public Task<SendOutcome> SendAsync(TenantRef tenant, WalletConnection wallet, ChainPurpose purpose, ChainCall call, CancellationToken ct)
    {
        Sent.Add(purpose);
        return Task.FromResult(Answer);
    }

    public Task<ChainTransactionView?> FindAsync(TenantRef tenant, ChainTransactionId transaction, CancellationToken ct) => Task.FromResult<ChainTransactionView?>(null);

    public Task<Usdc> CollateralAsync(WalletAddress owner, CancellationToken ct) => Task.FromResult(Usdc.Zero);

    public Task<IReadOnlyList<Shares>> SharesAsync(WalletAddress owner, IReadOnlyList<TokenId> tokens, CancellationToken ct) => Task.FromResult<IReadOnlyList<Shares>>([.. tokens.Select(_ => Shares.Zero)]);

    public Task<MarketPayout?> PayoutAsync(ConditionId condition, CancellationToken ct) => Task.FromResult<MarketPayout?>(null);

    public Task<IReadOnlyList<ChainFill>> FillsAsync(WalletAddress maker, long fromBlock, long toBlock, CancellationToken ct) => Task.FromResult<IReadOnlyList<ChainFill>>([]);

    public Task<IReadOnlyList<ChainFill>?> FillsAsync(TransactionHash transaction, CancellationToken ct) => Task.FromResult<IReadOnlyList<ChainFill>?>(null);
}
