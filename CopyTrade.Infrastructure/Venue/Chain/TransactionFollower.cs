using System.Collections.Concurrent;
using System.Text.Json;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>
/// Follows transactions to their end: in a block, deep enough, undone with its block, overtaken. Sends bytes again that no
/// block has, and offers more for what waits too long.
/// </summary>
internal sealed partial class TransactionFollower(
    TenantScopes scopes, JsonRpc rpc, Fees fees, TransactionSender sender, Broadcaster broadcaster, ChainContracts contracts, IOptions<ChainOptions> options, TimeProvider clock, ILogger<TransactionFollower> logger)
{
    // Head, receipts and counts may come from several nodes, and one may be behind: a receipt that is not there yet looks like another
    // transaction under our number. A withdrawal that went out must not be called failed for it, so it has to be seen so again, later.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _overtaken = new();

    /// <summary>One look at all transactions of a tenant that are on their way.</summary>
    /// <returns>True when one of them moved.</returns>
    /// <exception cref="VenueUnavailableException">The node does not answer; nothing is known and nothing was changed.</exception>
    public async Task<bool> RunAsync(TenantRef tenant, CancellationToken ct)
    {
        IReadOnlyList<ChainRow> rows;
        await using (var scope = await scopes.OpenManyAsync([tenant], ct)) rows = await ChainLedger.OnTheirWayAsync(scope, tenant.Tenant);
        if (rows.Count == 0) return false;

        // The head is asked first: receipts read after it can only be newer, so a depth is never overstated.
        var head = (await rpc.ReadAsync(new RpcRequest("eth_blockNumber"), ct)).Count();
        var receipts = await rpc.ReadManyAsync([.. rows.Select(row => new RpcRequest("eth_getTransactionReceipt", row.TransactionHash.Value))], ct);
        var settled = await SettledCountsAsync(rows.Select(row => row.Signer).Distinct(), head, ct);
        var moved = false;
        foreach (var group in rows.Zip(receipts, (row, receipt) => (Row: row, Receipt: receipt)).GroupBy(pair => (pair.Row.Signer, pair.Row.Nonce)))
        {
            var isInBlock = group.Any(pair => pair.Receipt.ValueKind == JsonValueKind.Object);
            foreach (var (row, receipt) in group) moved |= await MoveAsync(tenant, row, receipt, head, settled[row.Signer] > row.Nonce, isInBlock, ct);
            var newest = group.Last().Row;
            var isNext = rows.Where(row => row.Signer == newest.Signer).Min(row => row.Nonce) == newest.Nonce;
            if (!isInBlock && settled[newest.Signer] <= newest.Nonce) await PushAsync(tenant, newest, isNext, ct);
        }

        return moved;
    }

    /// <summary>How many transactions of each signer lie in blocks that stay.</summary>
    private async Task<Dictionary<WalletAddress, long>> SettledCountsAsync(IEnumerable<WalletAddress> signers, long head, CancellationToken ct)
    {
        var block = RpcRequest.Hex(Math.Max(0, head - options.Value.Confirmations));
        var asked = signers.ToList();
        var counts = await rpc.ReadManyAsync([.. asked.Select(signer => new RpcRequest("eth_getTransactionCount", signer.Value, block))], ct);
        return asked.Zip(counts).ToDictionary(pair => pair.First, pair => pair.Second.Count());
    }

    private async Task<bool> MoveAsync(TenantRef tenant, ChainRow row, JsonElement receipt, long head, bool isNumberUsed, bool isSiblingInBlock, CancellationToken ct)
    {
        var isHere = receipt.ValueKind == JsonValueKind.Object;
        var block = isHere ? receipt.Field("blockNumber").Count() : (long?)null;
        TransactionSighting seen = isHere
            ? new TransactionSighting.InBlock(Math.Max(0, head - block!.Value), receipt.Field("status").Count() == 1)
            : isNumberUsed ? new TransactionSighting.Overtaken(isSiblingInBlock || await HasEndedSiblingAsync(tenant, row, ct)) : new TransactionSighting.Waiting();
        if (!IsCertain(row, seen)) return false;
        if (TransactionLifecycle.Next(row.State, seen, options.Value.Confirmations) is not { } next) return false;

        var problem = (next, seen) switch
        {
            (TransactionStatus.Failed, TransactionSighting.InBlock) => "The contract refused it: the transaction was reverted.",
            (TransactionStatus.Failed, _) => "Another transaction of the same account took its number: the key is used elsewhere too.",
            _ => null,
        };
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        var isMoved = await ChainLedger.MoveAsync(scope, tenant.Tenant, row, next, block, isHere ? receipt.Field("blockHash").GetString() : null, problem, clock.GetUtcNow());
        await scope.CommitAsync();
        if (isMoved) Log.Moved(logger, row.TransactionHash.Value, row.Purpose, row.State, next);
        return isMoved;
    }

    private bool IsCertain(ChainRow row, TransactionSighting seen)
    {
        if (seen is TransactionSighting.Overtaken { ByItsReplacement: false }) return clock.GetUtcNow() - _overtaken.GetOrAdd(row.Id, clock.GetUtcNow()) >= BetweenLooks;
        _overtaken.TryRemove(row.Id, out _);
        return true;
    }

    private async Task<bool> HasEndedSiblingAsync(TenantRef tenant, ChainRow row, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        return await scope.QuerySingleAsync<bool>("""
            select exists (select from chain_transaction where signer = @Signer and nonce = @Nonce and purpose = @Purpose and id <> @Id and block_number is not null and status in ('confirmed', 'failed'))
            """, new { row.Signer, row.Nonce, row.Purpose, row.Id });
    }

    /// <summary>The same bytes again, or the same call with a higher fee when it is this one that the account waits for.</summary>
    private async Task PushAsync(TenantRef tenant, ChainRow row, bool isNext, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (isNext && now - row.CreatedAt >= TimeSpan.FromSeconds(options.Value.BumpAfterSeconds) && row.Attempt < options.Value.MaxBumps && await BumpAsync(tenant, row, ct)) return;
        if (row.SentAt is null || now - row.SentAt >= TimeSpan.FromSeconds(options.Value.ResendAfterSeconds)) await broadcaster.SendAsync(tenant, row, ct);
    }

    private async Task<bool> BumpAsync(TenantRef tenant, ChainRow row, CancellationToken ct)
    {
        if (fees.Raise((row.MaxFeeWei, row.TipWei), await fees.QuoteAsync(ct)) is not { } fee) return false;
        ChainRow raised;
        try
        {
            await using var scope = await scopes.OpenManyAsync([tenant], ct);
            await ChainLedger.TakeTurnAsync(scope, row.Signer);
            if (await ChainLedger.WalletAsync(scope, row.ConnectionId) is not { } wallet) return false;
            var newest = await scope.QueryFirstOrDefaultAsync<Guid?>(
                "select id from chain_transaction where connection_id = @ConnectionId and purpose = @Purpose and status in ('pending', 'submitted') order by attempt desc limit 1", new { row.ConnectionId, row.Purpose });
            if (newest != row.Id) return true;   // another host was quicker
            var transaction = row.Transaction(contracts.ChainId) with { MaxFee = fee.MaxFee, Tip = fee.Tip };
            raised = await sender.SignAsync(tenant, wallet, row.Purpose, transaction, row.Attempt + 1, await WalletTransferLedger.TermsOfAsync(scope, row), ct);
            await ChainLedger.InsertAsync(scope, tenant.Tenant, raised, replaces: row.Id);
            scope.Announce(ChangeKind.Wallet, tenant.Tenant);
            await scope.CommitAsync();
        }
        catch (SignerUnavailableException)
        {
            return false;   // disconnected meanwhile: the old bytes stay as good as they are
        }

        Log.Raised(logger, row.TransactionHash.Value, raised.TransactionHash.Value, row.Purpose);
        await broadcaster.SendAsync(tenant, raised, ct);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3303, Level = LogLevel.Information, Message = "Transaction {Hash} ({Purpose}) was {From} and is {To}.")]
        public static partial void Moved(ILogger logger, string hash, string purpose, TransactionStatus from, TransactionStatus to);

        [LoggerMessage(EventId = 3304, Level = LogLevel.Warning, Message = "Transaction {Hash} waits too long: {Replacement} offers more for the same call ({Purpose}).")]
        public static partial void Raised(ILogger logger, string hash, string replacement, string purpose);
    }
}
