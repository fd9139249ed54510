using CopyTrade.Domain.Money;
using CopyTrade.Domain.Signals;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Dapper;

namespace CopyTrade.Infrastructure.Signals.Generator;

/// <summary>Which public trades were made intents of. Uses the watcher's login only: it can read no key.</summary>
internal sealed class EmissionLog(Databases databases)
{
    private const string WaitingSql = """
        select f.fill_id, f.wallet, f.condition_id, f.token_id, f.outcome, f.side, f.shares, f.price, f.transaction_hash, f.filled_at, f.observed_at
          from observed_fill f
         where f.filled_at > @since and not exists (select from signal_emission e where e.sink = @sink and e.fill_id = f.fill_id)
         order by f.filled_at, f.fill_id limit 100
        """;

    public async Task<IReadOnlyList<EmittedTrade>> WaitingAsync(string sink, DateTimeOffset since, CancellationToken ct)
    {
        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<Row>(new(WaitingSql, new { sink, since }, cancellationToken: ct));
        return [.. rows.Select(row => row.ToTrade())];
    }

    public async Task MarkAsync(string sink, string fill, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new("insert into signal_emission (sink, fill_id, emitted_at) values (@sink, @fill, @now) on conflict do nothing", new { sink, fill, now }, cancellationToken: ct));
    }

    public async Task BeatAsync(SignalGeneratorState state, DateTimeOffset forgetBefore, CancellationToken ct)
    {
        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new("""
            insert into signal_generator (sink, started_at, heartbeat_at, checks, emitted, problem) values (@Sink, @StartedAt, @HeartbeatAt, @Checks, @Emitted, @Problem)
                on conflict (sink) do update set started_at = excluded.started_at, heartbeat_at = excluded.heartbeat_at, checks = excluded.checks, emitted = excluded.emitted, problem = excluded.problem;
            delete from signal_emission where sink = @Sink and emitted_at < @forgetBefore
            """, new { state.Sink, state.StartedAt, state.HeartbeatAt, state.Checks, state.Emitted, state.Problem, forgetBefore }, cancellationToken: ct));
    }

    private sealed class Row
    {
        public string FillId { get; init; } = "";

        public required WalletAddress Wallet { get; init; }

        public required ConditionId ConditionId { get; init; }

        public required TokenId TokenId { get; init; }

        public string? Outcome { get; init; }

        public string Side { get; init; } = "";

        public Shares Shares { get; init; }

        public Price Price { get; init; }

        public string TransactionHash { get; init; } = "";

        public DateTimeOffset FilledAt { get; init; }

        public DateTimeOffset ObservedAt { get; init; }

        public EmittedTrade ToTrade() => new(FillId, Wallet, ConditionId, TokenId, Outcome, EnumText.Parse<OrderSide>(Side), Shares, Price, TransactionHash, FilledAt, ObservedAt);
    }
}
