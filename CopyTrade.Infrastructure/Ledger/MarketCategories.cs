using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Ledger;

/// <summary>Keeps what traded markets are about and to which event they belong, as the catalog says. What it does not say stays unknown and is asked again after a day.</summary>
internal sealed partial class MarketCategories(TenantScopes scopes, IMarketCatalog catalog, TimeProvider clock, ILogger<MarketCategories> logger)
{
    private const int Most = 50;
    private const int LongestName = 200;

    private const string MissingSql = """
        select e.condition_id, min(e.token_id) as token_id from ledger_entry e left join market_category c on c.condition_id = e.condition_id
         where e.billing_account_id = any (@tenants) and e.condition_id is not null and e.token_id is not null and (c.condition_id is null or c.grouped_at is null or (c.category is null and c.read_at < @old))
         group by 1 limit @Most
        """;

    public async Task<int> RunAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        if (tenants.Count == 0) return 0;
        var now = clock.GetUtcNow();
        await using var scope = await scopes.OpenManyAsync(tenants, ct);
        var missing = await scope.QueryAsync<(string Condition, string Token)>(MissingSql, new { tenants = tenants.Select(tenant => tenant.Tenant.Value).ToArray(), old = now.AddDays(-1), Most });
        var read = new List<(string Condition, string? Category, string? Group, string? Yes)>();
        foreach (var (condition, token) in missing)
        {
            try
            {
                var market = await catalog.FindAsync(ConditionId.Parse(condition), TokenId.Parse(token), ct);
                var yes = YesOf(market);
                read.Add((condition, NameOf(market?.Category), yes is null ? null : NameOf(market?.EventGroup), yes));
            }
            catch (VenueUnavailableException e)
            {
                Log.NotRead(logger, condition, e.Message);
                break;
            }
        }

        if (read.Count == 0) return 0;
        await scope.ExecuteAsync("""
            insert into market_category (condition_id, category, read_at, event_group, yes_token, grouped_at) select c, n, @now, g, y, @now from unnest(@conditions, @names, @groups, @tokens) as r (c, n, g, y)
                on conflict (condition_id) do update set category = coalesce(excluded.category, market_category.category), read_at = excluded.read_at,
                   event_group = excluded.event_group, yes_token = excluded.yes_token, grouped_at = excluded.grouped_at
            """, new
        {
            now, conditions = read.Select(row => row.Condition).ToArray(), names = read.Select(row => row.Category).ToArray(), groups = read.Select(row => row.Group).ToArray(), tokens = read.Select(row => row.Yes).ToArray(),
        });
        await scope.CommitAsync();
        return read.Count;
    }

    /// <summary>The yes-outcome of a question with two; null where the outcomes are called otherwise.</summary>
    private static string? YesOf(Market? market) => market switch
    {
        { EventGroup: not null, OppositeToken: { } other } when string.Equals(market.Outcome, "No", StringComparison.OrdinalIgnoreCase) => other.Value,
        { EventGroup: not null } when string.Equals(market.Outcome, "Yes", StringComparison.OrdinalIgnoreCase) => market.Token.Value,
        _ => null,
    };

    private static string? NameOf(string? category) => string.IsNullOrWhiteSpace(category) ? null : category.Trim() is { Length: > LongestName } tooLong ? tooLong[..LongestName] : category.Trim();

    private static partial class Log
    {
        [LoggerMessage(EventId = 4503, Level = LogLevel.Information, Message = "What market {Condition} is about could not be read: {Reason}")]
        public static partial void NotRead(ILogger logger, string condition, string reason);
    }
}
