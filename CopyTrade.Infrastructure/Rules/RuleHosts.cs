using CopyTrade.Domain.Rules;
using CopyTrade.Infrastructure.Persistence;
using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>Tells the other hosts how rules are here, and reads what they tell.</summary>
internal sealed partial class RuleHosts(Databases databases, RuleBreaker breaker, TimeProvider clock, ILogger<RuleHosts> logger) : IRuleHosts
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);
    private static readonly string Name = $"{Environment.MachineName}/{Environment.ProcessId}";

    private const string TellSql = """
        with gone as (delete from rule_host where beat_at < @Before and name <> @Name)
        insert into rule_host (name, beat_at, last_round_at, active_rules, stale_rules, consecutive_failures, breaker_until)
        values (@Name, @BeatAt, @LastRoundAt, @ActiveRules, @StaleRules, @ConsecutiveFailures, @CircuitBreakerUntil)
        on conflict (name) do update
           set beat_at = excluded.beat_at, last_round_at = excluded.last_round_at, active_rules = excluded.active_rules, stale_rules = excluded.stale_rules,
               consecutive_failures = excluded.consecutive_failures, breaker_until = excluded.breaker_until
        """;

    private const string ReadSql = """
        select name, beat_at, last_round_at, active_rules, stale_rules, consecutive_failures, breaker_until
          from rule_host where beat_at >= @since order by name
        """;

    private volatile RuleHost? _told;

    // The breaker closes by itself when its time is over.
    public RuleHost? Here => _told is { } told ? told with { ConsecutiveFailures = breaker.ConsecutiveFailures, CircuitBreakerUntil = breaker.OpenUntil } : null;

    public bool IsKnown => Readable is not null || _told is not null;

    public async Task<IReadOnlyList<RuleHost>> ReadAsync(CancellationToken ct)
    {
        if (Readable is not { } role) return Here is { } alone ? [alone] : [];
        await using var connection = await databases.For(role).OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(ReadSql, new { since = (clock.GetUtcNow() - Forgotten).UtcDateTime }, cancellationToken: ct));
        return [.. rows.Select(row => row.Name == Name && Here is { } here ? here : row.ToHost())];
    }

    /// <summary>After a round. A database that does not answer is no reason to judge less: the next round tells.</summary>
    public async Task TellAsync(DateTimeOffset? roundAt, int active, int stale, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var host = new RuleHost(Name, now, roundAt, active, stale, breaker.ConsecutiveFailures, breaker.OpenUntil);
        _told = host;
        try
        {
            await using var connection = await databases.Worker.OpenConnectionAsync(ct);
            await connection.ExecuteAsync(new CommandDefinition(TellSql, new
            {
                host.Name,
                BeatAt = now.UtcDateTime,
                LastRoundAt = roundAt?.UtcDateTime,
                host.ActiveRules,
                host.StaleRules,
                host.ConsecutiveFailures,
                CircuitBreakerUntil = host.CircuitBreakerUntil?.UtcDateTime,
                Before = (now - Forgotten).UtcDateTime,
            }, cancellationToken: ct));
        }
        catch (NpgsqlException e)
        {
            Log.NotTold(logger, e.Message);
        }
    }

    private DatabaseRole? Readable => databases.Has(DatabaseRole.App) ? DatabaseRole.App : databases.Has(DatabaseRole.Worker) ? DatabaseRole.Worker : null;

    private sealed class Row
    {
        public string Name { get; init; } = "";

        public DateTimeOffset BeatAt { get; init; }

        public DateTimeOffset? LastRoundAt { get; init; }

        public int ActiveRules { get; init; }

        public int StaleRules { get; init; }

        public int ConsecutiveFailures { get; init; }

        public DateTimeOffset? BreakerUntil { get; init; }

        public RuleHost ToHost() => new(Name, BeatAt, LastRoundAt, ActiveRules, StaleRules, ConsecutiveFailures, BreakerUntil);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 7090, Level = LogLevel.Warning, Message = "The other hosts could not be told how rules are here: {Problem}")]
        public static partial void NotTold(ILogger logger, string problem);
    }
}
