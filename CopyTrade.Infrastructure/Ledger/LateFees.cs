using System.Collections.Concurrent;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Orders;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Ledger;

/// <summary>
/// Learns the fee of final matches that was not known when they became final: a match is not held up for its fee, and an unknown fee
/// must not stay nothing. The lot takes what belongs to the shares still held; the ledger gets an entry of its own for it.
/// </summary>
internal sealed partial class LateFees(TenantScopes scopes, IMarketCatalog catalog, TimeProvider clock, ILogger<LateFees> logger)
{
    private const int Most = 50;
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(10);

    private const string FindSql = """
        select f.id, f.billing_account_id as tenant, o.condition_id as condition, o.token_id as token, f.shares, f.price
          from order_fill f join trade_order o on o.id = f.order_id
         where f.billing_account_id = any(@tenants) and f.fee is null and f.is_taker and f.settlement = 'confirmed' and f.id <> all(@asked)
         order by f.matched_at limit @Most
        """;

    // A sale's match has no lot.
    private const string LearnSql = """
        with learned as (update order_fill set fee = @fee, fee_learned_at = @now where id = @fill and fee is null and settlement = 'confirmed' returning id)
        update lot l set cost = l.cost + trunc(@fee * l.remaining / l.shares, 6), late_fee = trunc(@fee * l.remaining / l.shares, 6)
          from learned where l.order_fill_id = learned.id
        """;

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _asked = new();

    /// <summary>Returns how many fees were learned.</summary>
    public async Task<int> RunAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        if (tenants.Count == 0) return 0;
        var now = clock.GetUtcNow();
        foreach (var old in _asked.Where(one => now - one.Value >= AskAgain).ToList()) _asked.TryRemove(old);
        var owners = tenants.ToDictionary(tenant => tenant.Tenant.Value);
        var rows = await scopes.ReadManyAsync<(Guid Id, Guid Tenant, string Condition, string Token, decimal Shares, decimal Price)>(
            tenants, FindSql, new { tenants = owners.Keys.ToArray(), asked = _asked.Keys.ToArray(), Most }, ct);
        var learned = 0;
        foreach (var row in rows)
        {
            try
            {
                // Whatever comes of it, the next run begins with others.
                _asked[row.Id] = now;
                if (await catalog.FindAsync(ConditionId.Parse(row.Condition), TokenId.Parse(row.Token), ct) is not { } market) continue;
                var fee = PlatformFee.Charged(Shares.Of(row.Shares), Price.Of(row.Price), market.FeeRate, market.FeeExponent);
                await LearnAsync(owners[row.Tenant], row.Id, fee, now, ct);
                learned++;
            }
            catch (VenueUnavailableException e)
            {
                Log.NotLearned(logger, rows.Count - learned, e.Message);
                break;
            }
        }

        return learned;
    }

    private async Task LearnAsync(TenantRef tenant, Guid fill, Usdc fee, DateTimeOffset now, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        // No lot is closed meanwhile.
        await OrderRows.TakeSettlementTurnAsync(scope, tenant);
        await scope.ExecuteAsync(LearnSql, new { fill, fee = fee.Amount, now });
        scope.Announce(ChangeKind.Positions, tenant.Tenant);
        await scope.CommitAsync();
        Log.Learned(logger, fill, fee);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 4530, Level = LogLevel.Information, Message = "The fee of match {Fill} was learned afterwards: ${Fee}.")]
        public static partial void Learned(ILogger logger, Guid fill, Usdc fee);

        [LoggerMessage(EventId = 4531, Level = LogLevel.Warning, Message = "The fees of {Count} matches are still unknown: {Reason}")]
        public static partial void NotLearned(ILogger logger, int count, string reason);
    }
}
