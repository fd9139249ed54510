using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Venue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Trading.Redemption;

/// <summary>
/// Asks whether the markets of held positions are decided, and takes what that means into the books: a loser's lots close
/// at nothing, a winner's redemption is written down (R0.52). A position with matches that are not final waits for them.
/// </summary>
public sealed partial class ResolutionWatch(
    TenantScopes scopes, IMarketResolutions markets, IServiceProvider services, VenueSettings venue, TimeProvider clock, ILogger<ResolutionWatch> logger)
{
    private const int AtOnce = 4;

    private const string LiveSql = """
        select p.condition_id as condition, p.billing_account_id as tenant, exists (select from market_resolution m where m.condition_id = p.condition_id) as is_known
          from book_position p
         where p.billing_account_id = any(@tenants) and p.state in ('open', 'closing', 'resolving', 'winner') and p.mode in (@mode, 'paper')
         group by 1, 2
        """;

    /// <summary>Returns how many markets turned out to be decided.</summary>
    public async Task<int> RunAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        if (tenants.Count == 0) return 0;
        var owners = tenants.ToDictionary(tenant => tenant.Tenant.Value);
        IReadOnlyList<(string Condition, Guid Tenant, bool IsKnown)> live;
        await using (var scope = await scopes.OpenManyAsync(tenants, ct))
        {
            live = await scope.QueryAsync<(string Condition, Guid Tenant, bool IsKnown)>(LiveSql, new { tenants = owners.Keys.ToArray(), mode = venue.Mode.ToText() });
        }

        var decided = 0;
        await Parallel.ForEachAsync(live.GroupBy(row => row.Condition), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (market, token) =>
        {
            try
            {
                var holders = market.Select(row => owners[row.Tenant]).ToList();
                if (await LookAsync(ConditionId.Parse(market.Key), market.First().IsKnown, holders, token)) Interlocked.Increment(ref decided);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.LookFailed(logger, market.Key, e.Message);
            }
        });
        return decided;
    }

    private async Task<bool> LookAsync(ConditionId condition, bool isKnown, List<TenantRef> holders, CancellationToken ct)
    {
        var found = isKnown ? null : await markets.FindAsync(condition, ct);
        if (!isKnown && found is not { IsClosed: true }) return false;
        if (found is { Payouts: { } payouts } && await IsTrueOnChainAsync(condition, payouts, ct)) await StoreAsync(condition, payouts, holders[0], ct);
        else if (!isKnown) found = found! with { Payouts = null };
        foreach (var tenant in holders) await SettleAsync(tenant, condition, ct);
        return isKnown || found!.Payouts is not null;
    }

    /// <summary>The chain's word comes first (R0.53). With real money nothing is booked before the chain has said it.</summary>
    private async Task<bool> IsTrueOnChainAsync(ConditionId condition, IReadOnlyDictionary<TokenId, decimal> payouts, CancellationToken ct)
    {
        if (services.GetService<IChainState>() is not { } chain) return true;
        var said = await chain.PayoutAsync(condition, ct);
        if (said is null) return venue.Mode != VenueMode.Live;
        var outcomes = payouts.Values.ToList();
        if (said.Numerators.Count == outcomes.Count && outcomes.Select((payout, i) => payout > 0m == said.Pays(i)).All(agrees => agrees)) return true;
        Log.Contradiction(logger, condition);
        return false;
    }

    private async Task StoreAsync(ConditionId condition, IReadOnlyDictionary<TokenId, decimal> payouts, TenantRef any, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([any], ct);
        await scope.ExecuteAsync("""
            insert into market_resolution (condition_id, token_id, payout, source, resolved_at)
            select @condition, token, payout, 'venue', @now from unnest(@tokens, @payouts) w (token, payout) on conflict do nothing
            """, new { condition, tokens = payouts.Keys.Select(token => token.Value).ToArray(), payouts = payouts.Values.ToArray(), now = clock.GetUtcNow() });
        await scope.CommitAsync();
        Log.Decided(logger, condition);
    }

    private async Task SettleAsync(TenantRef tenant, ConditionId condition, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        await OrderRows.TakeSettlementTurnAsync(scope, tenant);
        if (!await ResolutionRows.SettleAsync(scope, tenant, condition, clock.GetUtcNow())) return;
        scope.Announce(ChangeKind.Positions, tenant.Tenant);
        await scope.CommitAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1456, Level = LogLevel.Information, Message = "Market {Condition} is decided.")]
        public static partial void Decided(ILogger logger, ConditionId condition);

        [LoggerMessage(EventId = 1457, Level = LogLevel.Warning, Message = "Whether market {Condition} is decided could not be read; asked again: {Reason}")]
        public static partial void LookFailed(ILogger logger, string condition, string reason);

        [LoggerMessage(EventId = 1458, Level = LogLevel.Error, Message = "Venue and chain name different winners of market {Condition}: nothing is booked until they agree.")]
        public static partial void Contradiction(ILogger logger, ConditionId condition);
    }
}
