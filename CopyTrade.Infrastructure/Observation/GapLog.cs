using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Dapper;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>The list of stretches that were not read in time, and what became of them.</summary>
internal sealed partial class GapLog(Databases databases, TimeProvider clock, ILogger<GapLog> logger)
{
    // One that overlaps an open one of the same kind is that one, seen again.
    private const string OpenSql = """
        insert into watch_gap (id, wallet, from_at, to_at, cause, state, opened_at, next_try_at)
        select gen_random_uuid(), g.wallet, g.from_at, @to, @cause, 'open', @now, @next
          from unnest(@wallets, @froms) as g (wallet, from_at)
         where g.from_at < @to
           and not exists (select from watch_gap o where o.wallet = g.wallet and o.cause = @cause and o.state = 'open' and o.from_at <= g.from_at and o.to_at >= g.from_at)
        returning wallet, from_at
        """;

    /// <summary>Notes gaps that end at <paramref name="to"/>; tried by the replay from <paramref name="patience"/> on.</summary>
    public async Task OpenAsync(IReadOnlyCollection<(WalletAddress Wallet, DateTimeOffset From)> gaps, DateTimeOffset to, GapCause cause, TimeSpan patience, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        var opened = await connection.QueryAsync<(string Wallet, DateTime From)>(new(
            OpenSql,
            new
            {
                wallets = gaps.Select(gap => gap.Wallet.Value).ToArray(),
                froms = gaps.Select(gap => gap.From.UtcDateTime).ToArray(),
                to = to.UtcDateTime,
                cause = cause.ToText(),
                now = now.UtcDateTime,
                next = (now + patience).UtcDateTime,
            }, cancellationToken: ct));
        foreach (var (wallet, from) in opened) Log.Opened(logger, wallet, from, to, cause);
    }

    /// <summary>Notes one that was found and filled at once.</summary>
    public async Task FoundAsync(WalletAddress wallet, DateTimeOffset from, DateTimeOffset to, int found, CancellationToken ct)
    {
        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(
            """
            insert into watch_gap (id, wallet, from_at, to_at, cause, state, opened_at, ended_at, tries, found)
            values (gen_random_uuid(), @wallet, @from, @to, 'missed', 'closed', @now, @now, 1, @found)
            """, new { wallet, from = from.UtcDateTime, to = to.UtcDateTime, found, now = clock.GetUtcNow() }, cancellationToken: ct));
    }

    /// <summary>A drain reached back to <paramref name="from"/>: outages of these wallets since then are over.</summary>
    public async Task CaughtUpAsync(IReadOnlyCollection<WalletAddress> wallets, DateTimeOffset from, CancellationToken ct)
    {
        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(
            """
            update watch_gap g set state = 'closed', ended_at = @now, tries = tries + 1, next_try_at = null,
                   found = (select count(*) from observed_fill f where f.wallet = g.wallet and f.filled_at between g.from_at and g.to_at and f.observed_at >= g.opened_at)
             where wallet = any (@wallets) and cause = 'outage' and state = 'open' and from_at >= @from
            """, new { wallets = wallets.Select(wallet => wallet.Value).ToArray(), from = from.UtcDateTime, now = clock.GetUtcNow() }, cancellationToken: ct));
    }

    public async Task<IReadOnlyList<OpenGap>> DueAsync(int most, CancellationToken ct)
    {
        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        return (await connection.QueryAsync<OpenGap>(new(
            "select id, wallet, from_at, to_at, tries, coalesce(found, 0) as found from watch_gap where state = 'open' and next_try_at <= @now order by next_try_at limit @most",
            new { most, now = clock.GetUtcNow() }, cancellationToken: ct))).AsList();
    }

    /// <summary>After a try: closed when nothing is left, given up with a reason, or again at <paramref name="next"/>.</summary>
    public async Task TriedAsync(OpenGap gap, GapState state, DateTimeOffset to, int found, DateTimeOffset? next, string? reason, CancellationToken ct)
    {
        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(
            """
            update watch_gap set state = @state, to_at = @to, tries = tries + 1, found = @found, next_try_at = @next, reason = @reason,
                   ended_at = case when @state = 'open' then null else @now end
             where id = @Id and state = 'open'
            """,
            new { gap.Id, state = state.ToText(), to = to.UtcDateTime, found, next = next?.UtcDateTime, reason, now = clock.GetUtcNow() }, cancellationToken: ct));
        if (state == GapState.GivenUp) Log.GivenUp(logger, gap.Wallet.Value, gap.FromAt, to, reason ?? "");
    }

    internal sealed class OpenGap
    {
        public Guid Id { get; init; }

        public required WalletAddress Wallet { get; init; }

        public DateTimeOffset FromAt { get; init; }

        public DateTimeOffset ToAt { get; init; }

        public int Tries { get; init; }

        public int Found { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 4031, EventName = "poly.wallet_watch.gap", Level = LogLevel.Warning, Message = "The trades of {Wallet} from {From} to {To} were not read in time ({Cause}).")]
        public static partial void Opened(ILogger logger, string wallet, DateTimeOffset from, DateTimeOffset to, GapCause cause);

        [LoggerMessage(EventId = 4032, Level = LogLevel.Error, Message = "The trades of {Wallet} from {From} to {To} are given up: {Reason}")]
        public static partial void GivenUp(ILogger logger, string wallet, DateTimeOffset from, DateTimeOffset to, string reason);
    }
}
