using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Dapper;
using Npgsql;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>Observed fills as the router reads and marks them.</summary>
internal static class FillRows
{
    private const string Columns = """
        fill_id as Id, wallet, transaction_hash as Transaction, condition_id as Condition, token_id as Token, side, shares, price,
        leg_count as Legs, filled_at, observed_at, source, title, outcome, trader
        """;

    public static async Task<IReadOnlyList<ObservedFill>> PeekAsync(NpgsqlDataSource database, int most, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<Row>(new(
            $"select {Columns} from observed_fill where routed_at is null order by filled_at, fill_id limit @most", new { most }, cancellationToken: ct));
        return [.. rows.Select(row => row.ToFill())];
    }

    /// <summary>Fills by their ids, in no order.</summary>
    public static async Task<IReadOnlyList<ObservedFill>> FindAsync(TenantScope scope, IEnumerable<string> ids) =>
        [.. (await scope.QueryAsync<Row>($"select {Columns} from observed_fill where fill_id = any (@ids)", new { ids = ids.ToArray() })).Select(row => row.ToFill())];

    /// <summary>Takes those of the fills that nobody else is routing and nobody has routed; their legs stand still from here on. Takes <c>@ids</c>.</summary>
    public const string TakeSql = $"select {Columns} from observed_fill where routed_at is null and fill_id = any (@ids) order by filled_at, fill_id for update skip locked;\n";

    /// <summary>Takes <c>@routed</c> and <c>@now</c>.</summary>
    public const string MarkRoutedSql = "update observed_fill set routed_at = @now where fill_id = any (@routed);\n";

    /// <summary>Marks fills that nobody follows, those of them that nobody else is routing; answers how many.</summary>
    public static async Task<int> MarkUnfollowedAsync(NpgsqlDataSource database, IEnumerable<FillId> ids, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.ExecuteAsync(new(
            """
            update observed_fill set routed_at = @now
             where fill_id in (select fill_id from observed_fill where routed_at is null and fill_id = any (@ids) order by filled_at, fill_id for update skip locked)
            """, new { now, ids = ids.Select(id => id.Value).ToArray() }, cancellationToken: ct));
    }

    public static async Task<IReadOnlyList<ObservedFill>> ReadAsync(SqlMapper.GridReader answers) => [.. (await answers.ReadAsync<Row>()).Select(row => row.ToFill())];

    private sealed class Row
    {
        public required FillId Id { get; init; }

        public required WalletAddress Wallet { get; init; }

        public required TransactionHash Transaction { get; init; }

        public required ConditionId Condition { get; init; }

        public required TokenId Token { get; init; }

        public required string Side { get; init; }

        public required Domain.Money.Shares Shares { get; init; }

        public required Domain.Money.Price Price { get; init; }

        public required int Legs { get; init; }

        public required DateTimeOffset FilledAt { get; init; }

        public required DateTimeOffset ObservedAt { get; init; }

        public required string Source { get; init; }

        public string? Title { get; init; }

        public string? Outcome { get; init; }

        public string? Trader { get; init; }

        public ObservedFill ToFill() => new(
            Id, Wallet, Transaction, Condition, Token, EnumText.Parse<OrderSide>(Side), Shares, Price, Legs, FilledAt, ObservedAt, Source, Title, Outcome, Trader);
    }
}
