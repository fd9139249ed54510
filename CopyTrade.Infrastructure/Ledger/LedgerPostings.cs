using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Ledger;

/// <summary>
/// Posts every final fact that has no entry. Facts are found by asking which entries are missing, not by a bookmark: a run
/// that is cut short has written whole entries or none, and the next one goes on with what is left. Once an hour, and first
/// of all, everything is looked at; in between what was written in the last day.
/// </summary>
internal sealed partial class LedgerPostings(TenantScopes scopes, TimeProvider clock, ILogger<LedgerPostings> logger)
{
    internal const int AtOnce = 500;
    private static readonly TimeSpan BetweenFullLooks = TimeSpan.FromHours(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<TenantId, DateTimeOffset> _fullLooks = [];

    public async Task<JobReport> RunAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        if (tenants.Count == 0) return JobReport.Nothing;
        var now = clock.GetUtcNow();
        List<TenantRef> full;
        lock (_gate) full = [.. tenants.Where(tenant => !_fullLooks.TryGetValue(tenant.Tenant, out var at) || now - at >= BetweenFullLooks)];
        var posted = await PostAsync(full, DateTimeOffset.UnixEpoch, ct) + await PostAsync([.. tenants.Except(full)], now.AddDays(-1), ct);
        lock (_gate)
        {
            foreach (var tenant in full) _fullLooks[tenant.Tenant] = now;
        }

        return new(tenants.Count, posted);
    }

    /// <summary>Posts everything of these tenants.</summary>
    internal async Task<int> PostAsync(IReadOnlyCollection<TenantRef> tenants, DateTimeOffset since, CancellationToken ct)
    {
        if (tenants.Count == 0) return 0;
        var posted = 0;
        // Each look goes on behind the last: facts that cannot be posted stay, and must not stand before all others.
        var (at, key) = (DateTimeOffset.UnixEpoch, "");
        while (true)
        {
            await using var scope = await scopes.OpenManyAsync(tenants, ct);
            var rows = await scope.QueryAsync<FactRow>(
                $"{FactSql.Unposted} and (f.at, f.source_key) > (@at, @key) order by f.at, f.source_key limit {AtOnce}",
                new { tenants = tenants.Select(tenant => tenant.Tenant.Value).ToArray(), since, at, key });
            if (rows.Count == 0) return posted;
            var entries = new List<(Guid, LedgerEntry)>(rows.Count);
            foreach (var row in rows)
            {
                if (Post(row) is { } entry) entries.Add((row.Tenant, entry));
            }

            await LedgerWriter.WriteAsync(scope, entries, clock.GetUtcNow());
            foreach (var tenant in rows.Select(row => row.Tenant).Distinct()) scope.Announce(ChangeKind.Positions, new TenantId(tenant));
            await scope.CommitAsync();
            posted += entries.Count;
            if (rows.Count < AtOnce) return posted;
            (at, key) = (rows[^1].At, rows[^1].SourceKey);
        }
    }

    private LedgerEntry? Post(FactRow row)
    {
        try
        {
            return LedgerPoster.Post(row.ToFact());
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            Log.NotPosted(logger, row.SourceKey, e);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 4502, Level = LogLevel.Error, Message = "The fact {Source} cannot be posted and is missing from the ledger.")]
        public static partial void NotPosted(ILogger logger, string source, Exception exception);
    }
}
