using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Readiness;
using CopyTrade.Infrastructure.Venue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Trading.Positions;

/// <summary>Compares the lots of each wallet with what the venue's record and the chain show, outcome by outcome, and keeps the difference as a number (R1.24). It changes no lot: a difference is for a person.</summary>
public sealed partial class DriftCheck(TenantScopes scopes, ITradeRecord record, IServiceProvider services, VenueSettings venue, TimeProvider clock, ILogger<DriftCheck> logger)
{
    private const int AtOnce = 4;
    private const int MostShown = 500;
    private static readonly Shares LeastShown = Shares.Of(1m);

    private const string OwnSql = """
        select token, condition, sum(tracked) as tracked, sum(moving) as moving from (
          select l.token_id as token, l.condition_id as condition, l.remaining as tracked, 0::numeric as moving
            from lot l join order_fill f on f.id = l.order_fill_id join trade_order o on o.id = f.order_id
           where l.billing_account_id = @Tenant and l.remaining > 0 and o.connection_id in (select id from wallet_connection where billing_account_id = @Tenant and funder = @funder) and o.mode = @mode
          union all
          select o.token_id, o.condition_id, 0, f.shares from order_fill f join trade_order o on o.id = f.order_id
           where f.billing_account_id = @Tenant and f.settlement in ('matched', 'retrying', 'mined') and o.connection_id in (select id from wallet_connection where billing_account_id = @Tenant and funder = @funder) and o.mode = @mode
          union all
          select token_id, condition_id, 0, 0 from position_check where connection_id = @wallet and (tracked > 0 or venue > 0 or chain > 0)) own
         group by 1, 2
        """;

    private const string SaveSql = """
        insert into position_check as known (billing_account_id, connection_id, token_id, condition_id, tracked, moving, venue, chain, drift, drifting_since, checked_at)
        values (@Tenant, @wallet, @Token, @Condition, @Tracked, @Moving, @venueShares, @chainShares, @Drift, @since, @now)
            on conflict (connection_id, token_id) do update
           set tracked = excluded.tracked, moving = excluded.moving, venue = excluded.venue, chain = excluded.chain, drift = excluded.drift, checked_at = excluded.checked_at,
               drifting_since = case when excluded.drifting_since is null then null else coalesce(known.drifting_since, excluded.drifting_since) end
        """;

    /// <summary>Returns how many outcomes drift.</summary>
    public async Task<int> RunAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        var (drifting, failed) = (0, 0);
        // A paper wallet is nowhere but in our own books: there is nothing to compare them with.
        var wallets = (await TenantWallets.ReadAsync(scopes, tenants, ct)).Where(row => row.Wallet is { CredentialsAt: not null, SignatureType: not SignatureType.Paper });
        await Parallel.ForEachAsync(wallets, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (row, token) =>
        {
            try
            {
                Interlocked.Add(ref drifting, await CompareAsync(row.Tenant, row.Wallet, token));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Interlocked.Increment(ref failed);
                Log.NotCompared(logger, row.Tenant.Tenant, e.Message);
            }
        });
        if (failed == 0) TradingMeter.PositionsDrifting.Record(drifting);
        return drifting;
    }

    private async Task<int> CompareAsync(TenantRef tenant, WalletConnection wallet, CancellationToken ct)
    {
        var shown = await ShownAsync(wallet.Funder, ct);
        var own = await OwnAsync(tenant, wallet, ct);
        var conditions = own.ToDictionary(row => row.Key, row => row.Value.Condition);
        foreach (var position in shown ?? []) conditions.TryAdd(position.Token, position.Condition);
        var tokens = conditions.Keys.ToList();
        var chain = await OnChainAsync(wallet.Funder, tokens, ct);
        var now = clock.GetUtcNow();
        var rows = tokens.ConvertAll(token => Compare(token, conditions[token], own.GetValueOrDefault(token), shown, chain?[tokens.IndexOf(token)], now));

        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        foreach (var row in rows)
        {
            await scope.ExecuteAsync(SaveSql, new
            {
                tenant.Tenant, wallet = wallet.Id, row.Token, row.Condition, row.Tracked, row.Moving, venueShares = row.Venue?.Quantity, chainShares = row.Chain?.Quantity, row.Drift,
                since = row.DriftingSince?.UtcDateTime, now,
            });
        }

        if (rows.Count > 0) scope.Announce(ChangeKind.Positions, tenant.Tenant);
        await scope.CommitAsync();
        var drifting = rows.Where(row => row.DriftingSince is not null).ToList();
        foreach (var row in drifting) Log.Drifts(logger, tenant.Tenant, row.Token, row.Drift!.Value);
        return drifting.Count;
    }

    private static PositionDrift Compare(
        TokenId token, ConditionId condition, (ConditionId Condition, Shares Tracked, Shares Moving) own, IReadOnlyList<WalletPosition>? shown, Shares? chain, DateTimeOffset now)
    {
        var venue = ShownOf(token, own.Tracked, shown);
        var drift = (chain ?? venue)?.Quantity - own.Tracked.Quantity;
        return new(token, condition, own.Tracked, own.Moving, venue, chain, drift, PositionDrift.IsDrift(drift, own.Moving) ? now : null, now);
    }

    /// <summary>The record leaves out less than a share, and what does not fit in its answer: not shown is zero only when it would have been shown.</summary>
    private static Shares? ShownOf(TokenId token, Shares tracked, IReadOnlyList<WalletPosition>? shown)
    {
        if (shown?.FirstOrDefault(position => position.Token == token) is { } position) return position.Shares;
        return shown is { Count: < MostShown } && tracked >= LeastShown ? Shares.Zero : null;
    }

    private async Task<Dictionary<TokenId, (ConditionId Condition, Shares Tracked, Shares Moving)>> OwnAsync(TenantRef tenant, WalletConnection wallet, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        var rows = await scope.QueryAsync<(string Token, string Condition, decimal Tracked, decimal Moving)>(OwnSql, new { tenant.Tenant, wallet = wallet.Id, funder = wallet.Funder, mode = venue.Mode.ToText() });
        return rows.ToDictionary(row => TokenId.Parse(row.Token), row => (ConditionId.Parse(row.Condition), Shares.Of(row.Tracked), Shares.Of(row.Moving)));
    }

    /// <summary>Null when the venue does not tell: unknown is not zero.</summary>
    private async Task<IReadOnlyList<WalletPosition>?> ShownAsync(WalletAddress funder, CancellationToken ct)
    {
        try
        {
            return await record.PositionsAsync(funder, ct);
        }
        catch (VenueUnavailableException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<Shares>?> OnChainAsync(WalletAddress funder, List<TokenId> tokens, CancellationToken ct)
    {
        if (tokens.Count == 0 || services.GetService<IChainState>() is not { } chain) return null;
        try
        {
            return await chain.SharesAsync(funder, tokens, ct);
        }
        catch (VenueUnavailableException)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1463, Level = LogLevel.Warning, Message = "The wallet of tenant {TenantId} and its lots differ by {Drift} shares of {Token}; above zero the wallet holds more.")]
        public static partial void Drifts(ILogger logger, TenantId tenantId, TokenId token, decimal drift);

        [LoggerMessage(EventId = 1464, Level = LogLevel.Warning, Message = "The positions of tenant {TenantId} could not be compared: {Reason}")]
        public static partial void NotCompared(ILogger logger, TenantId tenantId, string reason);
    }
}
