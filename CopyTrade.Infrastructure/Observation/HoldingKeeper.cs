using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Dapper;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>
/// Keeps the account of what followed wallets hold: a snapshot of the venue's list at first sight, moved by every fill stored
/// since (in the fill's own transaction), and corrected from time to time while the wallet is quiet.
/// </summary>
internal sealed partial class HoldingKeeper(Databases databases, ITradeRecord record, IOptions<ObservationOptions> options, TimeProvider clock, ILogger<HoldingKeeper> logger)
{
    private const int MostAtOnce = 5;

    private const string DueSql = """
        select wallet from wallet_snapshot
         where wallet = any (@wallets)
           and (as_of is null or as_of < @old)
           and (tried_at is null or tried_at < @lately)
         order by as_of nulls first, tried_at nulls first limit @MostAtOnce
        """;

    // The list lags behind trades, and trades behind the chain: while there was one lately, nobody can say which of them it holds.
    private const string QuietSql = "select not exists (select from observed_fill where wallet = @wallet and filled_at > @since)";

    private const string ReplaceSql = """
        delete from wallet_holding where wallet = @wallet and not token_id = any (@tokens);
        insert into wallet_holding (wallet, condition_id, token_id, shares, cost, as_of)
        select @wallet, p.condition, p.token, p.shares, p.cost, @asOf from unnest(@conditions, @tokens, @shares, @costs) as p (condition, token, shares, cost)
            on conflict (wallet, token_id) do update set condition_id = excluded.condition_id, shares = excluded.shares, cost = excluded.cost, as_of = excluded.as_of;
        update wallet_snapshot set as_of = @asOf, tried_at = @asOf, problem = null where wallet = @wallet
        """;

    private const string MoveSql = """
        select move_holdings(array(select fill_id from observed_fill where wallet = @wallet and filled_at > @since))
        """;

    private static readonly TimeSpan Before = TimeSpan.FromHours(1);

    /// <summary>Reads the positions of wallets that have none yet or whose are old; answers whether some are still waiting.</summary>
    public async Task<bool> RoundAsync(IReadOnlyCollection<WalletAddress> watched, CancellationToken ct)
    {
        if (watched.Count == 0) return false;
        var due = await DueAsync(watched, ct);
        foreach (var wallet in due) await TryAsync(wallet, ct);
        return due.Count == MostAtOnce;
    }

    /// <summary>One snapshot; false when the wallet traded too lately to tell.</summary>
    internal async Task<bool> TakeAsync(WalletAddress wallet, CancellationToken ct)
    {
        // Taken before the question: what trades from here on is not surely in the answer.
        var asOf = clock.GetUtcNow();
        var positions = await record.AllPositionsAsync(wallet, ct);
        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(new("insert into wallet_snapshot (wallet, watched_at) values (@wallet, @asOf) on conflict do nothing", new { wallet, asOf }, transaction, cancellationToken: ct));
        var known = await connection.QuerySingleAsync<DateTimeOffset?>(new("select as_of from wallet_snapshot where wallet = @wallet for update", new { wallet }, transaction, cancellationToken: ct));
        var overlap = TimeSpan.FromSeconds(options.Value.OverlapSeconds);
        if (known is not null && !await connection.QuerySingleAsync<bool>(new(QuietSql, new { wallet, since = asOf - overlap }, transaction, cancellationToken: ct))) return false;

        await ReplaceAsync(connection, transaction, wallet, positions, asOf, ct);
        if (known is null) await connection.ExecuteAsync(new(MoveSql, new { wallet, since = asOf - Before }, transaction, cancellationToken: ct));
        await transaction.CommitAsync(ct);
        return true;
    }

    private static Task<int> ReplaceAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, WalletAddress wallet, IReadOnlyList<WalletPosition> positions, DateTimeOffset asOf, CancellationToken ct)
    {
        T[] Column<T>(Func<WalletPosition, T> of) => [.. positions.Select(of)];
        return connection.ExecuteAsync(new(
            ReplaceSql,
            new
            {
                wallet,
                asOf,
                conditions = Column(position => position.Condition.Value),
                tokens = Column(position => position.Token.Value),
                shares = Column(position => position.Shares.Quantity),
                costs = Column(position => position.Shares.Quantity * position.AveragePrice.Value),
            }, transaction, cancellationToken: ct));
    }

    private async Task<List<WalletAddress>> DueAsync(IReadOnlyCollection<WalletAddress> watched, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        var due = await connection.QueryAsync<WalletAddress>(new(
            DueSql,
            new
            {
                wallets = watched.Select(wallet => wallet.Value).ToArray(),
                old = now - TimeSpan.FromSeconds(options.Value.HoldingRefreshSeconds),
                lately = now - TimeSpan.FromSeconds(options.Value.OverlapSeconds),
                MostAtOnce,
            }, cancellationToken: ct));
        return due.AsList();
    }

    private async Task TryAsync(WalletAddress wallet, CancellationToken ct)
    {
        string? problem = null;
        try
        {
            if (!await TakeAsync(wallet, ct)) problem = "The wallet traded a moment ago.";
        }
        catch (VenueUnavailableException e)
        {
            problem = e.Message;
            Log.NotRead(logger, wallet.Value, e.Message);
        }

        if (problem is null) return;
        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new("update wallet_snapshot set tried_at = @now, problem = @problem where wallet = @wallet", new { wallet, problem, now = clock.GetUtcNow() }, cancellationToken: ct));
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 4021, Level = LogLevel.Warning, Message = "The positions of {Wallet} were not to be had ({Problem}): asked again later.")]
        public static partial void NotRead(ILogger logger, string wallet, string problem);
    }
}
