using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>The rows of transfers of the wallet's own money.</summary>
internal static class WalletTransferLedger
{
    private const string Columns = "m.id, m.connection_id, m.kind, m.destination, m.amount, m.state, m.transaction_id, m.problem, m.requested_at, m.expires_at, m.ended_at";

    /// <summary>How long a wish may wait for the chain before it is given up: nobody is to be surprised by it days later.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>With the hash of the attempt that got furthest.</summary>
    public static Task<IReadOnlyList<WalletTransferRow>> ListAsync(TenantScope scope, TenantId tenant, int limit) => scope.QueryAsync<WalletTransferRow>($"""
        select {Columns}, t.transaction_hash
          from wallet_transfer m
          left join lateral (select c.transaction_hash from chain_transaction c where c.connection_id = m.connection_id and c.purpose = 'transfer:' || m.id::text
                              order by c.status in ('confirmed', 'mined') desc, c.attempt desc limit 1) t on true
         where m.billing_account_id = @tenant order by m.requested_at desc, m.id limit @limit
        """, new { tenant, limit });

    public static Task<IReadOnlyList<WalletTransferRow>> UnderWayAsync(TenantScope scope, TenantId tenant) => scope.QueryAsync<WalletTransferRow>(
        $"select {Columns} from wallet_transfer m where m.billing_account_id = @tenant and m.state in ('requested', 'signed', 'sent') order by m.requested_at", new { tenant });

    /// <returns>False when one of the kind is under way already.</returns>
    public static async Task<bool> InsertAsync(TenantScope scope, TenantId tenant, WalletConnectionId connection, WalletTransferId id, TransferTerms terms, UserId? by, DateTimeOffset now)
    {
        var written = await scope.ExecuteAsync("""
            insert into wallet_transfer (id, billing_account_id, connection_id, kind, destination, amount, requested_by, requested_at, expires_at)
            values (@id, @tenant, @connection, @Kind, @Destination, @Amount, @by, @now, @Expires)
            on conflict (connection_id, kind) where state in ('requested', 'signed', 'sent') do nothing
            """, new { id, tenant, connection, Kind = terms.Kind.ToText(), terms.Destination, terms.Amount, by, now, Expires = now + Patience }) == 1;
        if (written) scope.Announce(ChangeKind.Wallet, tenant);
        return written;
    }

    /// <summary>What may be signed for this purpose now, held until the end of the transaction; null when nothing may.</summary>
    public static async Task<TransferTerms?> TakeTermsAsync(TenantScope scope, WalletConnectionId connection, ChainPurpose purpose, DateTimeOffset now) => purpose.Transfer is not { } id ? null
        : (await scope.QuerySingleOrDefaultAsync<WalletTransferRow>(
            $"select {Columns} from wallet_transfer m where m.id = @id and m.connection_id = @connection and m.state = 'requested' and m.expires_at > @now for update", new { id, connection, now }))?.Terms;

    /// <summary>The terms that a signed transaction has; null for one that moves no money of the wallet's own.</summary>
    public static async Task<TransferTerms?> TermsOfAsync(TenantScope scope, ChainRow row) => (await scope.QuerySingleOrDefaultAsync<WalletTransferRow>(
        $"select {Columns} from wallet_transfer m where 'transfer:' || m.id::text = @Purpose and m.connection_id = @ConnectionId and m.state in ('signed', 'sent')", new { row.Purpose, row.ConnectionId }))?.Terms;

    /// <summary>To be called in the transaction that writes the signed bytes down.</summary>
    public static Task SignedAsync(TenantScope scope, WalletTransferId id, Guid transaction) =>
        scope.ExecuteAsync("update wallet_transfer set state = 'signed', transaction_id = @transaction, problem = null where id = @id and state = 'requested'", new { id, transaction });

    /// <summary>What it waits for; null when nothing.</summary>
    public static async Task<bool> NoteAsync(TenantScope scope, TenantId tenant, WalletTransferId id, string? problem)
    {
        var isNews = await scope.ExecuteAsync("update wallet_transfer set problem = @problem where id = @id and state = 'requested' and problem is distinct from @problem", new { id, problem = Short(problem) }) == 1;
        if (isNews) scope.Announce(ChangeKind.Wallet, tenant);
        return isNews;
    }

    /// <summary>Moves a row from the state that it was seen in; false when somebody else moved it meanwhile.</summary>
    public static async Task<bool> MoveAsync(TenantScope scope, TenantId tenant, WalletTransferId id, WalletTransferState from, WalletTransferState to, string? problem, DateTimeOffset now)
    {
        var moved = await scope.ExecuteAsync("update wallet_transfer set state = @to, problem = @problem, ended_at = @Ended where id = @id and state = @from", new
        {
            id, from = from.ToText(), to = to.ToText(), problem = Short(problem), Ended = WalletTransferLifecycle.IsUnderWay(to) ? (DateTimeOffset?)null : now,
        }) == 1;
        if (moved) scope.Announce(ChangeKind.Wallet, tenant);
        return moved;
    }

    /// <summary>Ends what is not signed yet; what is signed is followed to its end.</summary>
    public static Task TakeBackAsync(TenantScope scope, WalletConnectionId connection, string problem, DateTimeOffset now) => scope.ExecuteAsync(
        "update wallet_transfer set state = 'failed', problem = @problem, ended_at = @now where connection_id = @connection and state = 'requested'", new { connection, problem, now });

    private static string? Short(string? problem) => problem is { Length: > 500 } ? problem[..500] : problem;
}
