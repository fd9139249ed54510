using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using Dapper;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Ledger;

/// <summary>
/// Keeps marks of every token that somebody holds, and of the other questions of its event: one an hour, one just before UTC midnight, and one soon after a purchase.
/// The live book first, else the venue's book, else its record of prices. A token that cannot be read keeps the others waiting for nothing.
/// </summary>
internal sealed partial class MarksJob(
    Databases databases, TenantScopes scopes, TokenMarks marks, ILiveBooks live, IOrderBooks venue, TimeProvider clock, ILogger<MarksJob> logger)
{
    private static readonly TimeSpan Hour = TimeSpan.FromMinutes(56);
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(10);

    private const string HeldSql = """
        select h.token_id from (
          select l.token_id from lot l where l.billing_account_id = any (@tenants) and l.remaining > 0
          union
          select p.token_id from ledger_entry e join ledger_posting p on p.entry_id = e.id
           where e.billing_account_id = any (@tenants) and e.book = 'outside' and p.account = 'position' group by e.billing_account_id, p.token_id having sum(p.shares) > 0
          union
          select q.yes_token from event_question q
           where q.event_group in (select m.event_group from lot l join event_question m on m.condition_id = l.condition_id where l.billing_account_id = any (@tenants) and l.remaining > 0)) h
         where not exists (select from market_resolution r where r.token_id = h.token_id)
        """;

    private const string DueSql = """
        select w.token_id from unnest(@tokens) as w (token_id)
          left join lateral (select at from token_mark m where m.token_id = w.token_id order by at desc limit 1) m on true
         where m.at is null or m.at < @old order by m.at nulls first
        """;

    public async Task<JobReport> RunAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        if (tenants.Count == 0) return JobReport.Nothing;
        var due = await DueAsync(await HeldAsync(tenants, ct), ct);
        var kept = 0;
        foreach (var token in due)
        {
            try
            {
                if (await MarkAsync(token, ct)) kept++;
            }
            catch (VenueUnavailableException e)
            {
                Log.NotMarked(logger, token, e.Message);
            }
        }

        return new(due.Count, kept);
    }

    private async Task<bool> MarkAsync(TokenId token, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (marks.LiveMarkOf(token, now) is not null && live.Find(token) is { } heard && await marks.KeepAsync(token, heard.Book with { ReadAt = heard.HeardAt }, ct)) return true;
        if (await venue.FindAsync(token, ct) is { } book && await marks.KeepAsync(token, book, ct)) return true;
        await marks.FillAsync([token], now - TimeSpan.FromDays(1), now, ct);
        return (await marks.AtAsync([token], now, ct)).TryGetValue(token, out var mark) && now - mark.At < Hour + Hour;
    }

    private async Task<IReadOnlyList<string>> HeldAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync(tenants, ct);
        return await scope.QueryAsync<string>(HeldSql, new { tenants = tenants.Select(tenant => tenant.Tenant.Value).ToArray() });
    }

    private async Task<IReadOnlyList<TokenId>> DueAsync(IReadOnlyList<string> held, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var isAlmostMidnight = now.AddMinutes(10).UtcDateTime.Date > now.UtcDateTime.Date;
        await using var connection = await databases.Worker.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<string>(new(DueSql, new { tokens = held.ToArray(), old = now - (isAlmostMidnight ? Soon : Hour) }, cancellationToken: ct));
        return [.. rows.Select(TokenId.Parse)];
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 4501, Level = LogLevel.Warning, Message = "What token {Token} is worth could not be read: {Reason}")]
        public static partial void NotMarked(ILogger logger, TokenId token, string reason);
    }
}
