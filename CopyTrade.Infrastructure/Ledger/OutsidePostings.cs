using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Ledger;

/// <summary>Posts what moved in a wallet without an order of ours: all of it is reckoned from the beginning, and what has no entry yet is written. Nothing before the first comparison of the wallet, whose balance holds it already.</summary>
internal sealed partial class OutsidePostings(TenantScopes scopes, IMarketResolutions resolutions, TimeProvider clock, ILogger<OutsidePostings> logger)
{
    /// <summary>How many entries were written. <see cref="VenueUnavailableException"/> when a market's end has to be asked for and the venue does not answer.</summary>
    public async Task<int> PostAsync(TenantRef tenant, CancellationToken ct)
    {
        var (movements, payouts) = await ReadAsync(tenant, ct);
        if (movements.Count == 0) return 0;
        foreach (var condition in movements.Where(one => one is { Kind: ActivityKind.Redeem, First: { } first } && !payouts.ContainsKey(first)).Select(one => one.Condition!).Distinct())
        {
            if (!movements.Any(one => one.Kind == ActivityKind.Split && one.Condition == condition)) continue;
            foreach (var (token, payout) in (await resolutions.FindAsync(condition, ct))?.Payouts ?? new Dictionary<TokenId, decimal>()) payouts[token] = payout;
        }

        var (facts, unposted) = OutsideBook.FactsOf(movements, token => payouts.TryGetValue(token, out var payout) ? payout : null);
        foreach (var movement in unposted) Log.NotPosted(logger, movement.Kind, movement.Source, tenant.Tenant);
        return await WriteAsync(tenant, facts, ct);
    }

    private async Task<(IReadOnlyList<OutsideMovement> Movements, Dictionary<TokenId, decimal> Payouts)> ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        var movements = (await scope.QueryAsync<ActivityRow>(ActivitySql.Movements, new { tenant.Tenant })).Select(row => row.ToMovement()).ToList();
        var tokens = movements.SelectMany(one => new[] { one.First, one.Second }).OfType<TokenId>().Select(token => token.Value).Distinct().ToArray();
        var payouts = await scope.QueryAsync<(string Token, decimal Payout)>("select token_id, payout from market_resolution where token_id = any (@tokens)", new { tokens });
        return (movements, payouts.ToDictionary(row => TokenId.Parse(row.Token), row => row.Payout));
    }

    private async Task<int> WriteAsync(TenantRef tenant, IReadOnlyList<LedgerFact> facts, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        var known = (await scope.QueryAsync<string>("select source_key from ledger_entry where billing_account_id = @Tenant and source_key like 'activity:%'", new { tenant.Tenant })).ToHashSet(StringComparer.Ordinal);
        var entries = facts.Where(fact => !known.Contains(fact.Source)).Select(fact => (tenant.Tenant.Value, LedgerPoster.Post(fact))).ToList();
        if (entries.Count == 0) return 0;
        await LedgerWriter.WriteAsync(scope, entries, clock.GetUtcNow());
        scope.Announce(ChangeKind.Positions, tenant.Tenant);
        await scope.CommitAsync();
        return entries.Count;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 4506, Level = LogLevel.Information, Message = "The {Kind} {Source} in the wallet of tenant {TenantId} is not in the ledger: what it took is known to no split.")]
        public static partial void NotPosted(ILogger logger, ActivityKind kind, string source, TenantId tenantId);
    }
}
