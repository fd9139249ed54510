using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Venue.Signing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>Asks the chain what it costs, numbers and signs under the signer's lock, writes down, commits, and only then sends.</summary>
internal sealed partial class TransactionSender(
    TenantScopes scopes, JsonRpc rpc, Fees fees, SigningAllowList allowList, WalletGate gate, ChainContracts contracts, Broadcaster broadcaster, ISigningKeys keys, IOptions<ChainOptions> options, TimeProvider clock,
    ILogger<TransactionSender> logger) : ITransactionSender
{
    public async Task<SendOutcome> SendAsync(TenantRef tenant, WalletConnection wallet, ChainPurpose purpose, ChainCall call, CancellationToken ct)
    {
        await using (var scope = await scopes.OpenManyAsync([tenant], ct))
        {
            if (await ChainLedger.FindOnItsWayAsync(scope, wallet.Id, purpose) is { } before) return Known(before);
        }

        try
        {
            var (to, data) = allowList.Encode(call);
            if (await gate.RefusalAsync(wallet, to, data, ct) is { } closed) return closed;
            (to, data) = WalletEnvelope.Close(wallet, to, data);
            var plan = await PlanAsync(wallet.Signer, to, data, ct);
            return plan.Refusal ?? await WriteAndSendAsync(tenant, wallet, purpose, plan.Transaction!, ct);
        }
        catch (VenueUnavailableException e)
        {
            return Refuse(ChainRefusal.ChainUnavailable, e.Message);
        }
        catch (SignerUnavailableException e)
        {
            return Refuse(ChainRefusal.NoKey, e.Message);
        }
    }

    public async Task<ChainTransactionView?> FindAsync(TenantRef tenant, ChainTransactionId transaction, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        return (await ChainLedger.FindAsync(scope, tenant.Tenant, transaction))?.View();
    }

    /// <summary>All that can be known before anything is signed: right chain, fee, gas, and money for it. The nonce is the chain's; ours is chosen under the lock.</summary>
    private async Task<(FeeTransaction? Transaction, SendOutcome? Refusal)> PlanAsync(WalletAddress signer, WalletAddress to, byte[] data, CancellationToken ct)
    {
        var answers = await rpc.ReadManyAsync(
            [new("eth_chainId"), new("eth_getTransactionCount", signer.Value, "pending"), new("eth_getBalance", signer.Value, "latest"), new("eth_getCode", to.Value, "latest")], ct);
        if (answers[0].Count() != contracts.ChainId) return (null, Refuse(ChainRefusal.ChainUnavailable, $"The node at Polymarket:ChainRpcUrl is of chain {answers[0].Count()}, not {contracts.ChainId}."));
        if (answers[3].Bytes().Length == 0) return (null, Refuse(ChainRefusal.WouldRevert, $"There is no contract at {to} on this chain."));
        if (await fees.QuoteAsync(ct) is not { } fee) return (null, Refuse(ChainRefusal.FeeAboveCap, $"The network asks more than {options.Value.MaxFeeGwei} gwei for a unit of gas (Chain:MaxFeeGwei)."));

        var estimate = await rpc.AskAsync(new RpcRequest("eth_estimateGas", new { from = signer.Value, to = to.Value, data = PrefixedHex.Of(data) }), ct);
        if (estimate is RpcAnswer.Error { Kind: RpcErrorKind.InsufficientFunds }) return (null, NoGas(signer));
        if (estimate is RpcAnswer.Error error) return (null, Refuse(error.Kind == RpcErrorKind.Reverted ? ChainRefusal.WouldRevert : ChainRefusal.ChainUnavailable, $"The contract would refuse it: {error.Message}"));
        if (estimate is not RpcAnswer.Result units) throw new VenueUnavailableException(((RpcAnswer.Silent)estimate).Cause);
        // A quarter more than the estimate: what other transactions of the block change costs gas too.
        var gas = units.Value.Count() * 5 / 4;
        if (gas > options.Value.MaxGas) return (null, Refuse(ChainRefusal.WouldRevert, $"It would need {gas} units of gas; Chain:MaxGas allows {options.Value.MaxGas}."));
        if (answers[2].Number().Value < gas * fee.MaxFee) return (null, NoGas(signer));
        return (new FeeTransaction(contracts.ChainId, answers[1].Count(), fee.Tip, fee.MaxFee, gas, to, data), null);
    }

    private async Task<SendOutcome> WriteAndSendAsync(TenantRef tenant, WalletConnection wallet, ChainPurpose purpose, FeeTransaction plan, CancellationToken ct)
    {
        ChainRow row;
        await using (var scope = await scopes.OpenManyAsync([tenant], ct))
        {
            await ChainLedger.TakeTurnAsync(scope, wallet.Signer);
            if (await ChainLedger.FindOnItsWayAsync(scope, wallet.Id, purpose) is { } before) return Known(before);
            if (!await scope.QuerySingleAsync<bool>("select exists (select from wallet_connection where id = @Id and revoked_at is null)", new { wallet.Id }))
                return Refuse(ChainRefusal.NotConnected, "The wallet was disconnected.");

            var terms = await WalletTransferLedger.TakeTermsAsync(scope, wallet.Id, purpose, clock.GetUtcNow());
            if (purpose.Transfer is not null && terms is null) return Refuse(ChainRefusal.NotWanted, "It was taken back, or is under way already.");

            // The lowest free number: a refused transaction leaves no gap that would hold up all later ones.
            var taken = (await ChainLedger.NoncesOnTheirWayAsync(scope, wallet.Signer)).ToHashSet();
            var nonce = plan.Nonce;
            while (taken.Contains(nonce)) nonce++;
            row = await SignAsync(tenant, wallet, purpose.Value, plan with { Nonce = nonce }, attempt: 0, terms, ct);
            await ChainLedger.InsertAsync(scope, tenant.Tenant, row, replaces: null);
            if (purpose.Transfer is { } transfer) await WalletTransferLedger.SignedAsync(scope, transfer, row.Id);
            scope.Announce(ChangeKind.Wallet, tenant.Tenant);
            await scope.CommitAsync();
        }

        Log.Written(logger, row.TransactionHash.Value, purpose.Value, tenant.Tenant, row.Nonce);
        return await broadcaster.SendAsync(tenant, row, ct) switch
        {
            { Kind: RpcErrorKind.InsufficientFunds } => NoGas(wallet.Signer),
            { } refused => Refuse(ChainRefusal.FeeAboveCap, $"The chain's node refuses it: {refused.Message}"),
            null => new SendOutcome.OnItsWay(new(row.Id), row.TransactionHash, IsNew: true),
        };
    }

    internal async Task<ChainRow> SignAsync(TenantRef tenant, WalletConnection wallet, string purpose, FeeTransaction transaction, int attempt, TransferTerms? terms, CancellationToken ct)
    {
        allowList.Check(transaction, wallet, terms);
        var raw = await keys.UseAsync(tenant, wallet.Id, key => key.Address == wallet.Signer
            ? transaction.Sign(key)
            : throw new SignerUnavailableException($"The stored key belongs to {key.Address}, not to {wallet.Signer}."), ct);
        return new ChainRow
        {
            Id = Guid.CreateVersion7(), ConnectionId = wallet.Id, Purpose = purpose, Signer = wallet.Signer, Nonce = transaction.Nonce, Attempt = attempt, Contract = transaction.To, Data = transaction.Data,
            Gas = transaction.Gas, MaxFeeWei = transaction.MaxFee, TipWei = transaction.Tip, Raw = raw, TransactionHash = FeeTransaction.HashOf(raw),
            Status = TransactionStatus.Pending.ToText(), CreatedAt = clock.GetUtcNow(),
        };
    }

    private static SendOutcome.OnItsWay Known(ChainRow row) => new(new(row.Id), row.TransactionHash, IsNew: false);

    private static SendOutcome.Refused NoGas(WalletAddress signer) => Refuse(ChainRefusal.NoGas, $"{signer} has not enough POL for the network fee: send it a little POL on Polygon.");

    private static SendOutcome.Refused Refuse(ChainRefusal reason, string message) => new(reason, message);

    private static partial class Log
    {
        [LoggerMessage(EventId = 3302, Level = LogLevel.Information, Message = "Transaction {Hash} ({Purpose}) of tenant {TenantId} written down with number {Nonce}.")]
        public static partial void Written(ILogger logger, string hash, string purpose, TenantId tenantId, long nonce);
    }
}
