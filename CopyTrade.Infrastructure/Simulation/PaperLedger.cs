using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Simulation;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Simulation;

/// <summary>The paper venue's own books, in PostgreSQL: what an account has, its orders and their fills. An order is taken, filled and paid in one transaction, once for each hash.</summary>
internal sealed class PaperLedger(TenantScopes scopes, IOptions<PaperOptions> options, TimeProvider clock)
{
    // One order of an account at a time: two must not spend the same dollar.
    private const string LockSql = """
        select p.cash from paper_account p join billing_account b on b.id = p.billing_account_id
         where p.billing_account_id = @Tenant and b.closed_at is null for update of p
        """;

    private const string FundsSql = """
        select coalesce((select sum((shares - matched_shares) * limit_price) from paper_order where billing_account_id = @Tenant and status = 'live' and side = 'buy'), 0) as reserved,
               coalesce((select sum(shares * price - fee) from paper_fill where billing_account_id = @Tenant and side = 'sell' and settles_at > @now), 0) as settling,
               coalesce((select sum(case side when 'buy' then case when settles_at <= @now then shares else 0 end else -shares end) from paper_fill where billing_account_id = @Tenant and token_id = @token), 0)
               - coalesce((select sum(shares) from paper_resolution where billing_account_id = @Tenant and token_id = @token), 0)
               - coalesce((select sum(shares - matched_shares) from paper_order where billing_account_id = @Tenant and token_id = @token and status = 'live' and side = 'sell'), 0) as held
        """;

    private const string TakenSql = """
        select price, sum(shares) as shares from paper_fill
         where billing_account_id = @Tenant and token_id = @token and side = @side and is_taker and matched_at > @since group by price
        """;

    /// <summary>The market of an order in the trading ledger, and whether the paper venue has the order already; null for an order that nobody wrote.</summary>
    public async Task<(ConditionId Condition, bool IsKnown)?> FindAsync(TenantRef account, VenueOrderId order, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([account], ct);
        var row = await scope.QuerySingleOrDefaultAsync<Known>("""
            select condition_id, exists (select from paper_order p where p.venue_order_id = o.venue_order_id) as is_known
              from trade_order o where o.billing_account_id = @Tenant and o.venue_order_id = @order and o.mode = 'paper'
            """, new { account.Tenant, order });
        return row is null ? null : (row.ConditionId, row.IsKnown);
    }

    /// <summary>Null when the account is closed or none, or the order is there already.</summary>
    public async Task<PaperOutcome?> ArriveAsync(TenantRef account, PaperArrival arrival)
    {
        // Under no token: it is decided, and must be recorded.
        await using var scope = await scopes.OpenManyAsync([account], CancellationToken.None);
        var now = clock.GetUtcNow();
        if (await scope.QuerySingleOrDefaultAsync<Usdc?>(LockSql, new { account.Tenant }) is not { } cash) return null;
        var (order, market) = (arrival.Order, arrival.Market);
        var key = new { account.Tenant, now, token = market.Token, side = order.Side.ToText(), since = now.AddSeconds(-options.Value.DepthMemorySeconds) };
        var funds = await scope.QuerySingleAsync<Funds>(FundsSql, key);
        var taken = (await scope.QueryAsync<(decimal Price, decimal Shares)>(TakenSql, key)).ToDictionary(row => Price.Of(row.Price), row => Shares.Of(row.Shares));
        var outcome = PaperFill.Arrive(order, market, arrival.Book, taken, funds.Free(cash), options.Value.Model, now);
        if (outcome is not PaperOutcome.Taken filled) return outcome;
        if (!await InsertAsync(scope, account, arrival, filled, now)) return null;
        foreach (var match in filled.Matches) await FillAsync(scope, account, arrival.Id, market.Token, order.Side, match, isTaker: true, now);
        await scope.CommitAsync();
        return filled;
    }

    /// <summary>Dollars that are there: what sales bring counts once it settled.</summary>
    public async Task<Usdc?> CashAsync(TenantRef account, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([account], ct);
        return await scope.QuerySingleOrDefaultAsync<Usdc?>("""
            select p.cash - coalesce((select sum(f.shares * f.price - f.fee) from paper_fill f where f.billing_account_id = @Tenant and f.side = 'sell' and f.settles_at > @now), 0)
              from paper_account p where p.billing_account_id = @Tenant
            """, new { account.Tenant, now = clock.GetUtcNow() });
    }

    /// <summary>Writes a match and moves the money.</summary>
    public async Task FillAsync(TenantScope scope, TenantRef account, VenueOrderId order, TokenId token, OrderSide side, PaperMatch match, bool isTaker, DateTimeOffset now)
    {
        var dollars = side == OrderSide.Buy ? -(match.Shares.CostAt(match.Price) + match.Fee) : match.Shares.ProceedsAt(match.Price) - match.Fee;
        await scope.ExecuteAsync("""
            insert into paper_fill (id, billing_account_id, venue_order_id, token_id, side, shares, price, fee, is_taker, matched_at, settles_at)
            values (@id, @Tenant, @order, @token, @side, @Shares, @Price, @Fee, @isTaker, @now, @settles);
            update paper_account set cash = cash + @dollars where billing_account_id = @Tenant;
            """, new
        {
            id = Guid.CreateVersion7(now), account.Tenant, order, token, side = side.ToText(), match.Shares, match.Price, match.Fee, isTaker, now,
            settles = now.AddSeconds(options.Value.SettleSeconds), dollars,
        });
    }

    private async Task<bool> InsertAsync(TenantScope scope, TenantRef account, PaperArrival arrival, PaperOutcome.Taken filled, DateTimeOffset now)
    {
        var (order, book) = (arrival.Order, arrival.Book!);
        var seen = PaperFill.Rest(order.Side, order.Limit, Shares.Zero, Shares.Zero, book, options.Value.Model, now)?.DepthSeen ?? Shares.Zero;
        return await scope.ExecuteAsync("""
            insert into paper_order (venue_order_id, billing_account_id, condition_id, token_id, side, limit_price, shares, matched_shares, time_in_force, status, depth_seen,
                                     placed_at, latency_ms, book_read_at, best_price, finished_at)
            values (@Id, @Tenant, @Condition, @Token, @side, @Limit, @Shares, @matched, @life, @status, @seen, @now, @latency, @ReadAt, @best, @finished)
                on conflict (venue_order_id) do nothing
            """, new
        {
            arrival.Id, account.Tenant, arrival.Market.Condition, arrival.Market.Token, side = order.Side.ToText(), order.Limit, order.Shares, matched = filled.Shares, life = order.TimeInForce.ToText(),
            status = filled.Rests ? "live" : "matched", seen, now, latency = (int)arrival.Latency.TotalMilliseconds, book.ReadAt,
            best = (order.Side == OrderSide.Buy ? book.BestAsk : book.BestBid)?.Value, finished = filled.Rests ? null : (DateTime?)now.UtcDateTime,
        }) == 1;
    }

    private sealed record Known(ConditionId ConditionId, bool IsKnown);

    private sealed record Funds(decimal Reserved, decimal Settling, decimal Held)
    {
        public PaperFunds Free(Usdc cash) => new(Usdc.Max(Usdc.Zero, Usdc.RoundDown(cash.Amount - Reserved - Settling)), Shares.RoundDown(Math.Max(0m, Held)));
    }
}
