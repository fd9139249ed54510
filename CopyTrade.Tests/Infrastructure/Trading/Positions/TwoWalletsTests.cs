using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Mirroring;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Positions;
using CopyTrade.Infrastructure.Trading.Redemption;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using static CopyTrade.Domain.Venue.SettlementStatus;

namespace CopyTrade.Tests.Infrastructure.Trading.Positions;

/// <summary>An account that disconnected one wallet and connected another: what each of them holds is sold and redeemed from there alone.</summary>
public sealed class TwoWalletsTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IAsyncLifetime, IDisposable
{
    private static readonly string Other = "0x" + new string('9', 40);
    private readonly TradingRig _rig = new(database);

    public Task InitializeAsync() => database.ExecuteAsync("delete from market_resolution");

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Purchase_FromASecondWallet_IsAPositionOfItsOwn()
    {
        var tenant = await HoldInBothAsync();

        Assert.Equal([(10m, "open"), (10m, "open")], await PositionsAsync(tenant));
        var rows = await new PositionsQuery(database.Scopes, new PassedOverExits()).ListAsync(tenant, includeClosed: false, default);
        Assert.Equal([(10m, (string?)null, PositionState.Open), (10m, First(tenant), PositionState.Open)],
            rows.Select(row => (row.Shares.Quantity, row.Holder?.ToString(), row.State!.Value)).OrderBy(row => row.Item2));
        Assert.Equal(10m, await FreeAsync(tenant));
    }

    [Fact]
    public async Task Sale_FromTheSecondWallet_ClosesItsPositionAndLeavesTheFirst()
    {
        var tenant = await HoldInBothAsync();

        await TradeAsync(tenant, "sell", OrderSide.Sell);

        Assert.Equal([(0m, "closed"), (10m, "open")], (await PositionsAsync(tenant)).Order());
        var row = Assert.Single(await new PositionsQuery(database.Scopes, new PassedOverExits()).ListAsync(tenant, includeClosed: false, default));
        Assert.Equal((10m, First(tenant)), (row.Shares.Quantity, row.Holder?.ToString()));
        Assert.Equal(0m, await FreeAsync(tenant));
    }

    [Fact]
    public async Task Sale_OfTheFirstWalletThatSettlesLate_TakesItsSharesAndNotTheSecondOnes()
    {
        var tenant = await _rig.SeedAsync();
        await TradeAsync(tenant, "buy", OrderSide.Buy);
        var sale = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "sell", Side = OrderSide.Sell });
        await RecordAsync(tenant, sale, Matched);
        await ConnectAsync(tenant, Other);
        await TradeAsync(tenant, "again", OrderSide.Buy);

        // Still on its way, and no sale of the shares that the second wallet holds.
        Assert.Equal(10m, await FreeAsync(tenant));
        await RecordAsync(tenant, sale, Confirmed);

        Assert.Equal([(0m, "closed"), (10m, "open")], (await PositionsAsync(tenant)).Order());
        Assert.Equal([(First(tenant), 0m), (Other, 10m)], (await database.QueryAsync<(string, decimal)>("""
            select w.funder, l.remaining from lot l join order_fill f on f.id = l.order_fill_id join trade_order o on o.id = f.order_id join wallet_connection w on w.id = o.connection_id
             where l.billing_account_id = @Tenant order by l.remaining
            """, new { tenant.Tenant })));
        Assert.Equal(10m, await FreeAsync(tenant));
    }

    [Fact]
    public async Task Market_ThatPays_IsRedeemedFromEachWalletThatHolds()
    {
        var tenant = await HoldInBothAsync();
        var chain = new RedeemingChain { Resolution = new(Market, IsClosed: true, new Dictionary<TokenId, decimal> { [Token] = 1m }) };
        await new ResolutionWatch(database.Scopes, chain, chain, new VenueSettings(VenueMode.Demo), _rig.Clock, NullLogger<ResolutionWatch>.Instance).RunAsync([tenant], default);
        var worker = new RedemptionWorker(database.Scopes, chain, new VenueSettings(VenueMode.Demo), _rig.Clock, NullLogger<RedemptionWorker>.Instance);

        await worker.RunAsync([tenant], default);
        chain.Set(Market, CopyTrade.Domain.Venue.Chain.TransactionStatus.Confirmed);
        await worker.RunAsync([tenant], default);

        // The second wallet's shares are paid; nobody asked the chain for the first one's.
        Assert.Equal(1, chain.Made);
        Assert.Equal([(First(tenant), "abandoned", 10m), (Other, "confirmed", 10m)],
            await database.QueryAsync<(string, string, decimal)>("select funder, state, expected_payout from redeem_job where billing_account_id = @Tenant order by state", new { tenant.Tenant }));
        Assert.Equal([(First(tenant), "redeem_pending"), (Other, "redeemed")],
            await database.QueryAsync<(string, string)>("select funder, state from book_position where billing_account_id = @Tenant order by state = 'redeemed'", new { tenant.Tenant }));
        Assert.Equal([(First(tenant), 10m), (Other, 0m)], await database.QueryAsync<(string, decimal)>(
            "select p.funder, l.remaining from lot l join book_position p on p.id = l.position_id where l.billing_account_id = @Tenant order by l.remaining desc", new { tenant.Tenant }));
    }

    [Fact]
    public async Task Purchase_FromTheSameWalletConnectedAgain_JoinsItsPosition()
    {
        var tenant = await _rig.SeedAsync();
        await TradeAsync(tenant, "buy", OrderSide.Buy);
        await ConnectAsync(tenant, First(tenant));

        await TradeAsync(tenant, "again", OrderSide.Buy);

        Assert.Equal([(20m, "open")], await PositionsAsync(tenant));
        Assert.Equal(20m, await FreeAsync(tenant));
    }

    [Fact]
    public async Task FreeDollars_AfterAPurchaseOfTheFirstWallet_AreTheSecondOnesBalance()
    {
        var tenant = await _rig.SeedAsync();
        var buy = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "buy" });
        await RecordAsync(tenant, buy, Matched);
        await ConnectAsync(tenant, Other);
        await database.ExecuteAsync("update wallet_connection set collateral_balance = 50, balance_at = @at where billing_account_id = @Tenant and revoked_at is null", new { tenant.Tenant, at = OrderIntentBuilder.Now.AddSeconds(-1) });

        await using var scope = await database.Scopes.OpenManyAsync([tenant], default);
        Assert.Equal(50m, await scope.QuerySingleAsync<decimal>(MeansSql.FreeNow));
    }

    [Fact]
    public async Task Rows_OfTwoWalletsFromBefore_AreTakenApartByTheScript()
    {
        var tenant = await HoldInBothAsync();
        await database.ExecuteAsync("""
            update lot set position_id = (select id from book_position where billing_account_id = @Tenant and funder <> @Other) where billing_account_id = @Tenant;
            delete from book_position where billing_account_id = @Tenant and funder = @Other;
            """, new { tenant.Tenant, Other });

        await RunScriptAsync();
        await RunScriptAsync();

        Assert.Equal([(10m, "open"), (10m, "open")], await PositionsAsync(tenant));
        await TradeAsync(tenant, "sell", OrderSide.Sell);
        Assert.Equal([(0m, "closed"), (10m, "open")], (await PositionsAsync(tenant)).Order());
    }

    private static ConditionId Market => new OrderIntentBuilder().Build().Condition;

    private static TokenId Token => new OrderIntentBuilder().Build().Token;

    // As the rig makes it.
    private static string First(TenantRef tenant) => "0x" + tenant.Tenant.Value.ToString("N") + "00000000";

    private async Task<TenantRef> HoldInBothAsync()
    {
        var tenant = await _rig.SeedAsync();
        await TradeAsync(tenant, "buy", OrderSide.Buy);
        await ConnectAsync(tenant, Other);
        await TradeAsync(tenant, "again", OrderSide.Buy);
        return tenant;
    }

    private async Task TradeAsync(TenantRef tenant, string cause, OrderSide side)
    {
        var order = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = cause, Side = side });
        Assert.Null(order.Failure);
        await RecordAsync(tenant, order, Confirmed);
    }

    private Task RecordAsync(TenantRef tenant, OrderRow order, SettlementStatus status) => _rig.Recorder.RecordAsync(tenant, [new VenueTrade(
        order.Id.ToString(), order.VenueOrderId!, order.ConditionId, order.TokenId, order.IsSell ? OrderSide.Sell : OrderSide.Buy, Shares.Of(10m), Price.Of(0.50m), null, IsTaker: true, status, null, OrderIntentBuilder.Now)]);

    // Disconnects what is connected; the new connection has the same grant.
    private async Task ConnectAsync(TenantRef tenant, string funder)
    {
        await database.ExecuteAsync("update wallet_connection set revoked_at = @now where funder = @funder and billing_account_id <> @Tenant and revoked_at is null", new { tenant.Tenant, funder, now = _rig.Clock.GetUtcNow() });
        await database.ExecuteAsync("""
            with old as (update wallet_connection set revoked_at = @now where billing_account_id = @Tenant and revoked_at is null returning *),
            fresh as (
              insert into wallet_connection (id, billing_account_id, signer, funder, signature_type, consented_at, created_at, credentials_at, approvals_ready_at)
              select gen_random_uuid(), billing_account_id, '0x' || substr(md5(random()::text) || md5(random()::text), 1, 40), @funder, 0, @now, @now, @now, @now from old
              returning id)
            insert into wallet_grant (id, billing_account_id, connection_id, per_order_usdc, daily_usdc, hourly_fills, scopes, created_at)
            select gen_random_uuid(), @Tenant, fresh.id, 100, 500, 500, array['poly:trade:buy', 'poly:trade:sell'], @now from fresh
            """, new { tenant.Tenant, funder, now = _rig.Clock.GetUtcNow() });
        await using var scope = await database.Scopes.OpenAsync(tenant, default);
        await LotHomes.MarkAsync(scope, tenant);
        await scope.CommitAsync();
    }

    private Task<IReadOnlyList<(decimal Shares, string State)>> PositionsAsync(TenantRef tenant) => database.QueryAsync<(decimal Shares, string State)>("""
        select coalesce((select sum(l.remaining) from lot l where l.position_id = p.id), 0), p.state from book_position p where p.billing_account_id = @Tenant order by p.opened_at
        """, new { tenant.Tenant });

    private async Task<decimal> FreeAsync(TenantRef tenant)
    {
        await using var scope = await database.Scopes.OpenManyAsync([tenant], default);
        return (await scope.QueryAsync<decimal>("select greatest(0, confirmed - outgoing) from book_holdings(@since) where billing_account_id = @Tenant", new { tenant.Tenant, since = _rig.Clock.GetUtcNow().AddHours(-1).UtcDateTime })).SingleOrDefault();
    }

    // As the migration does it: as the owner, under row security.
    private async Task RunScriptAsync()
    {
        using var reader = new StreamReader(typeof(SqlMigrator).Assembly.GetManifestResourceStream("migrations/0070_positions_of_wallets.sql")!);
        var text = await reader.ReadToEndAsync();
        var from = text.IndexOf("-- Rows of two wallets", StringComparison.Ordinal);
        var script = text[from..text.IndexOf("-- What another wallet", StringComparison.Ordinal)];
        await using var connection = await database.Databases.Owner.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("select set_config('app.actors', coalesce((select string_agg(id::text, ',') from asp_net_users), ''), true);" + script, connection, transaction)) await command.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }
}
