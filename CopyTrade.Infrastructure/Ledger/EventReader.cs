using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Ledger;

/// <summary>Keeps which questions the events have of which something is held, a few at a time and again every six hours: questions come and end.</summary>
internal sealed partial class EventReader(TenantScopes scopes, IEventQuestions venue, TimeProvider clock, ILogger<EventReader> logger)
{
    private const int Most = 10;
    private const int MostQuestions = 60;   // the mark of each is read every hour
    private static readonly TimeSpan Known = TimeSpan.FromHours(6);

    private const string DueSql = """
        select c.event_group, min(c.condition_id) from market_category c left join event_read r on r.event_group = c.event_group
         where c.event_group is not null and (r.read_at is null or r.read_at < @old)
           and exists (select from lot l where l.billing_account_id = any (@tenants) and l.remaining > 0 and l.condition_id = c.condition_id)
         group by 1 order by min(r.read_at) nulls first, 1 limit @Most
        """;

    private const string KeepSql = """
        insert into event_read (event_group, is_whole, read_at) values (@group, @whole, @now) on conflict (event_group) do update set is_whole = excluded.is_whole, read_at = excluded.read_at;
        delete from event_question where event_group = @group;
        insert into event_question (event_group, condition_id, yes_token, no_token) select @group, c, y, n from unnest(@conditions, @yes, @no) q (c, y, n) on conflict do nothing;
        """;

    public async Task<int> RunAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        if (tenants.Count == 0) return 0;
        var now = clock.GetUtcNow();
        var read = 0;
        foreach (var (group, condition) in await DueAsync(tenants, now, ct))
        {
            try
            {
                var questions = await venue.FindAsync(ConditionId.Parse(condition), ct);
                await KeepAsync(tenants, group, questions.Count > MostQuestions ? [] : questions, now, ct);
                read++;
            }
            catch (VenueUnavailableException e)
            {
                Log.NotRead(logger, condition, e.Message);
                break;
            }
        }

        return read;
    }

    private async Task<IReadOnlyList<(string Group, string Condition)>> DueAsync(IReadOnlyCollection<TenantRef> tenants, DateTimeOffset now, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync(tenants, ct);
        return await scope.QueryAsync<(string, string)>(DueSql, new { tenants = tenants.Select(tenant => tenant.Tenant.Value).ToArray(), old = now - Known, Most });
    }

    private async Task KeepAsync(IReadOnlyCollection<TenantRef> tenants, string group, IReadOnlyList<EventQuestion> questions, DateTimeOffset now, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync(tenants, ct);
        await scope.ExecuteAsync(KeepSql, new
        {
            group, whole = questions.Count > 0, now, conditions = questions.Select(question => question.Condition.Value).ToArray(), yes = questions.Select(question => question.Yes.Value).ToArray(),
            no = questions.Select(question => question.No.Value).ToArray(),
        });
        await scope.CommitAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 4507, Level = LogLevel.Information, Message = "Which questions the event of market {Condition} has could not be read: {Reason}")]
        public static partial void NotRead(ILogger logger, string condition, string reason);
    }
}
