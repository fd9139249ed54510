using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>Reads stories under the rights of the person who looks.</summary>
internal sealed class ActivityQuery(TenantScopes scopes) : IActivityQuery
{
    private const int MostRows = 500;

    private const string PageSql = $"""
        select {StoryRow.Columns} {StoryRow.From}
         where {Matches} and (@At::timestamptz is null or (d.decided_at, d.id) < (@At, @Id))
         order by d.decided_at desc, d.id desc limit @limit
        """;

    private const string TotalSql = $"select count(*)::int {StoryRow.From} where {Matches}";

    private const string Matches = $"""
        d.billing_account_id = @Tenant
          and (@Results::text[] is null or ({StorySql.Result}) = any (@Results))
          and (@Target::uuid is null or d.copy_target_id = @Target)
          and (@Reason::text is null or {StorySql.Reason} = @Reason)
          and (@Search::text is null
               or strpos(lower(coalesce(f.title, o.title, '')), @Search) > 0
               or strpos(lower(coalesce(t.label, f.trader, '')), @Search) > 0
               or strpos(f.wallet, @Search) > 0
               or strpos(f.transaction_hash, @Search) > 0
               or strpos(coalesce(o.venue_order_id, ''), @Search) > 0
               or strpos(coalesce(o.id::text, ''), @Search) > 0)
        """;

    private const string CountSql = $"""
        select {StorySql.Result} as Result, count(*)::int as Stories from copy_decision d
        {StorySql.Joins}
         where d.billing_account_id = @Tenant and (@Since::timestamptz is null or d.decided_at >= @Since)
         group by 1
        """;

    public async Task<ActivityPage> PageAsync(TenantRef tenant, ActivityFilter filter, string? cursor, int limit, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        limit = Math.Clamp(limit, 1, MostRows);
        var after = StoryCursor.Read(cursor);
        var parameters = new
        {
            tenant.Tenant,
            Results = filter.Show == ActivityGroup.All ? null : ActivityGroups.ResultsIn(filter.Show).Select(result => result.ToText()).ToArray(),
            Target = filter.Target?.Value,
            Reason = Blank(filter.ReasonCode),
            Search = Blank(filter.Search)?.ToLowerInvariant(),
            At = after?.DecidedAt.UtcDateTime,
            Id = after?.Id,
            limit = limit + 1,
        };
        var rows = await scope.QueryAsync<StoryRow>(PageSql, parameters);
        var total = await scope.QuerySingleAsync<int>(TotalSql, parameters);
        var shown = rows.Take(limit).Select(row => row.ToRow()).ToList();
        return new(shown, total, rows.Count > limit ? new StoryCursor(shown[^1].DecidedAt, shown[^1].DecisionId).Write() : null);
    }

    public async Task<ActivityCounts> CountAsync(TenantRef tenant, DateTimeOffset? since, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var rows = await scope.QueryAsync<(string Result, int Stories)>(CountSql, new { tenant.Tenant, Since = since?.UtcDateTime });
        var groups = rows.ToLookup(row => ActivityGroups.Of(EnumText.Parse<ActivityResult>(row.Result)), row => row.Stories);
        int In(ActivityGroup group) => groups[group].Sum();
        return new(In(ActivityGroup.Copied), In(ActivityGroup.Skipped), In(ActivityGroup.Failed), In(ActivityGroup.InFlight));
    }

    public async Task<ActivityStory?> FindAsync(TenantRef tenant, Guid decisionId, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var row = await scope.QuerySingleOrDefaultAsync<StoryRow>($"select {StoryRow.Columns} {StoryRow.From} where d.billing_account_id = @Tenant and d.id = @decisionId", new { tenant.Tenant, decisionId });
        if (row is null) return null;
        var kept = await scope.QuerySingleAsync<WrittenDecision>("select input::text as Input, outcome, reason, branch, sizing::text as Sizing from copy_decision where id = @decisionId", new { decisionId });
        var input = DomainJson.Read<MirrorInput>(kept.Input);
        var order = row.OrderId is { } id ? await StoryOrder.ReadAsync(scope, new OrderId(id)) : null;
        var sightings = await scope.QueryAsync<(string Source, DateTime SeenAt)>("select source, seen_at from fill_sighting where fill_id = @Id order by seen_at, source", new { input.Fill.Id });
        return new(row.ToRow(), input, kept.Of(order?.Intent) ?? Again(input), order?.Detail, order?.Events ?? [], order?.Fills ?? [])
        {
            AlsoSeen = [.. sightings.Select(seen => new SourceSighting(seen.Source, Timestamps.Utc(seen.SeenAt)))],
        };
    }

    // Only where nothing readable was written: a fill that the planner could not judge then may still be too much for it now.
    private static MirrorDecision Again(MirrorInput input)
    {
        try
        {
            return MirrorPlanner.Plan(input);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException or InvalidOperationException)
        {
            return new MirrorDecision.Skip(SkipReason.MarketUnknown, MirrorBranch.None, null);
        }
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
