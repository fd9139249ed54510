using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>The rows of our transactions.</summary>
internal static class ChainLedger
{
    private const string Columns = """
        id, connection_id, purpose, signer, nonce, attempt, contract, data, gas, max_fee_wei::text as max_fee_wei, tip_wei::text as tip_wei, raw,
        transaction_hash, status, sends, sent_at, block_number, problem, created_at
        """;

    private const string OnItsWay = "status in ('pending', 'submitted', 'mined')";

    /// <summary>One transaction of a signer is numbered at a time, whichever host it comes from.</summary>
    public static Task TakeTurnAsync(TenantScope scope, WalletAddress signer) =>
        scope.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended('chain ' || @signer, 0))", new { signer });

    /// <summary>The newest attempt of a purpose that is on its way; null when none is.</summary>
    public static Task<ChainRow?> FindOnItsWayAsync(TenantScope scope, WalletConnectionId connection, ChainPurpose purpose) => scope.QueryFirstOrDefaultAsync<ChainRow>(
        $"select {Columns} from chain_transaction where connection_id = @connection and purpose = @purpose and {OnItsWay} order by attempt desc limit 1", new { connection, purpose = purpose.Value });

    public static Task<IReadOnlyList<long>> NoncesOnTheirWayAsync(TenantScope scope, WalletAddress signer) => scope.QueryAsync<long>(
        $"select distinct nonce from chain_transaction where signer = @signer and {OnItsWay}", new { signer });

    public static Task<IReadOnlyList<ChainRow>> OnTheirWayAsync(TenantScope scope, TenantId tenant) => scope.QueryAsync<ChainRow>(
        $"select {Columns} from chain_transaction where billing_account_id = @tenant and {OnItsWay} order by signer, nonce, attempt", new { tenant });

    /// <summary>What became of a wish: the attempt of its number that got furthest.</summary>
    public static Task<ChainRow?> FindAsync(TenantScope scope, TenantId tenant, ChainTransactionId id) => scope.QueryFirstOrDefaultAsync<ChainRow>($"""
        select {Columns} from chain_transaction t
         where billing_account_id = @tenant
           and (signer, nonce, purpose, connection_id) = (select signer, nonce, purpose, connection_id from chain_transaction where id = @Value and billing_account_id = @tenant)
           and (id = @Value or attempt > (select attempt from chain_transaction where id = @Value))
         order by case status when 'confirmed' then 0 when 'mined' then 1 when 'submitted' then 2 when 'pending' then 3 when 'failed' then 4 else 5 end, attempt desc
         limit 1
        """, new { tenant, id.Value });

    /// <summary>The wallet that a transaction is for, disconnected or not: whether its key still signs is the vault's to say.</summary>
    public static Task<WalletConnection?> WalletAsync(TenantScope scope, WalletConnectionId connection) => scope.QueryFirstOrDefaultAsync<WalletConnection>("""
        select id, billing_account_id as tenant, signer, funder, signature_type::int as signature_type, created_at, credentials_at, approvals_ready_at, collateral_balance, balance_at, readiness_problem
          from wallet_connection where id = @connection
        """, new { connection });

    public static Task InsertAsync(TenantScope scope, TenantId tenant, ChainRow row, Guid? replaces) => scope.ExecuteAsync("""
        insert into chain_transaction (id, billing_account_id, connection_id, purpose, signer, nonce, attempt, replaces, contract, data, gas, max_fee_wei, tip_wei, raw, transaction_hash, status, created_at)
        values (@Id, @tenant, @ConnectionId, @Purpose, @Signer, @Nonce, @Attempt, @replaces, @Contract, @Data, @Gas, @MaxFee::numeric, @Tip::numeric, @Raw, @TransactionHash, 'pending', @CreatedAt)
        """, new
    {
        row.Id, tenant, row.ConnectionId, row.Purpose, row.Signer, row.Nonce, row.Attempt, replaces, row.Contract, row.Data, row.Gas,
        MaxFee = row.MaxFeeWei.ToString(System.Globalization.CultureInfo.InvariantCulture), Tip = row.TipWei.ToString(System.Globalization.CultureInfo.InvariantCulture),
        row.Raw, row.TransactionHash, row.CreatedAt,
    });

    /// <summary>Counted before the bytes leave, so that a refusal is known to be the only answer that there can be.</summary>
    /// <returns>How often they were sent, this time included; null when the row has ended meanwhile.</returns>
    public static Task<int?> CountSendAsync(TenantScope scope, Guid id, DateTimeOffset now) => scope.QuerySingleOrDefaultAsync<int?>(
        $"update chain_transaction set sends = sends + 1, sent_at = @now where id = @id and {OnItsWay} returning sends", new { id, now });

    /// <summary>Moves a row from the state that it was seen in; false when somebody else moved it meanwhile.</summary>
    public static async Task<bool> MoveAsync(TenantScope scope, TenantId tenant, ChainRow row, TransactionStatus to, long? block, string? blockHash, string? problem, DateTimeOffset now)
    {
        var moved = await scope.ExecuteAsync("""
            update chain_transaction
               set status = @to, block_number = @block, block_hash = @blockHash, problem = @problem,
                   ended_at = case when @to in ('confirmed', 'failed', 'replaced') then @now end
             where id = @Id and status = @Status
            """, new { row.Id, row.Status, to = to.ToText(), block, blockHash, problem, now }) == 1;
        if (moved) scope.Announce(ChangeKind.Wallet, tenant);
        return moved;
    }
}
