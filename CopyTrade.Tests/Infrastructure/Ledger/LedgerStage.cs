using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Ledger;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Mirroring;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Infrastructure.Ledger;

/// <summary>The ledger on a real database, with trades written as the room Trading writes them.</summary>
internal sealed class LedgerStage
{
    private readonly DatabaseFixture _database;

    public LedgerStage(DatabaseFixture database)
    {
        _database = database;
        Marks = new(database.Databases, Venue, Venue, Clock);
        Query = new(database.Scopes, Marks, Clock);
    }

    public ManualClock Clock { get; } = new();

    public MarkStage Venue { get; } = new();

    public TokenMarks Marks { get; }

    public PerformanceQuery Query { get; }

    public FillStatementsQuery Fills => new(_database.Scopes);

    public ConditionId Condition { get; } = ConditionId.Parse("0x" + Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N"));

    public TokenId Token { get; } = MirrorHouse.NewToken();

    // A new one each time knows nothing of the last: what a restarted process would do.
    public LedgerPostings Postings() => new(_database.Scopes, Clock, NullLogger<LedgerPostings>.Instance);

    public ResidualCheck Residuals() => new(_database.Scopes, Postings(), Clock, NullLogger<ResidualCheck>.Instance);

    public async Task<Guid> BuyAsync(TenantRef tenant, decimal shares = 10m, decimal price = 0.5m, decimal fee = 0.02m, string settlement = "confirmed")
    {
        var id = await FillAsync(tenant, "buy", shares, price, fee, settlement);
        if (settlement == "confirmed")
        {
            await _database.ExecuteAsync("""
                insert into lot (id, billing_account_id, order_fill_id, book, condition_id, token_id, shares, remaining, price, cost, opened_at)
                values (@id, @Tenant, @id, 'leader', @Condition, @Token, @shares, @shares, @price, @cost, @now)
                """, new { id, tenant.Tenant, Condition, Token, shares, price, cost = (shares * price) + fee, now = Clock.GetUtcNow() });
        }

        return id;
    }

    public async Task SellAsync(TenantRef tenant, Guid lot, decimal shares, decimal price, decimal fee, decimal cost)
    {
        var id = await FillAsync(tenant, "sell", shares, price, fee, "confirmed");
        await _database.ExecuteAsync("""
            insert into lot_close (id, billing_account_id, lot_id, order_fill_id, shares, proceeds, cost, closed_at) values (@id, @Tenant, @lot, @id, @shares, @proceeds, @cost, @now);
            update lot set remaining = remaining - @shares where id = @lot;
            """, new { id, tenant.Tenant, lot, shares, proceeds = (shares * price) - fee, cost, now = Clock.GetUtcNow() });
    }

    /// <summary>A connected wallet whose balance was read now.</summary>
    public Task BalanceAsync(TenantRef tenant, decimal balance) => _database.ExecuteAsync("""
        insert into wallet_connection (id, billing_account_id, signer, funder, signature_type, consented_at, created_at, credentials_at, collateral_balance, balance_at)
        values (@Tenant, @Tenant, @address, @address, 0, @now, @now, @now, @balance, @now)
            on conflict (id) do update set collateral_balance = @balance, balance_at = @now
        """, new { tenant.Tenant, address = "0x" + tenant.Tenant.Value.ToString("N") + "00000000", now = Clock.GetUtcNow(), balance });

    /// <summary>What the wallet holds of the token, as read now.</summary>
    public Task HoldsAsync(TenantRef tenant, decimal shares) => _database.ExecuteAsync("""
        insert into position_check (billing_account_id, connection_id, token_id, condition_id, tracked, moving, venue, chain, drift, checked_at)
        values (@Tenant, @Tenant, @Token, @Condition, 0, 0, null, @shares, 0, @now) on conflict (connection_id, token_id) do update set chain = @shares, checked_at = @now
        """, new { tenant.Tenant, Token, Condition, shares, now = Clock.GetUtcNow() });

    public Task<IReadOnlyList<(string Account, decimal Amount)>> SumsAsync(TenantRef tenant) => _database.QueryAsync<(string, decimal)>(
        "select account, sum(amount) from ledger_posting where billing_account_id = @Tenant group by 1 having sum(amount) <> 0 order by 1", new { tenant.Tenant });

    private async Task<Guid> FillAsync(TenantRef tenant, string side, decimal shares, decimal price, decimal fee, string settlement)
    {
        var id = Guid.NewGuid();
        await _database.ExecuteAsync("""
            insert into trade_order (id, billing_account_id, idempotency_key, origin, book, condition_id, token_id, neg_risk, side, limit_price, shares, notional, tick_size, time_in_force, valid_until, title, mode, status, created_at)
            values (@id, @Tenant, '0x' || repeat(replace(@id::text, '-', ''), 2), 'manual', 'leader', @Condition, @Token, false, @side, 0.5, @shares, 5, 0.01, 'fak', @now, 'Rain in Lisbon?', 'demo', 'filled', @now);
            insert into order_fill (id, billing_account_id, order_id, venue_trade_id, shares, price, fee, is_taker, settlement, matched_at, updated_at)
            values (@id, @Tenant, @id, 't', @shares, @price, @fee, true, @settlement, @now, @now);
            """, new { id, tenant.Tenant, Condition, Token, side, shares, price, fee, settlement, now = Clock.GetUtcNow() });
        return id;
    }
}
