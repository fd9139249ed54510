using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;
using Npgsql;

namespace CopyTrade.Tests.Infrastructure.Simulation;

/// <summary>Two accounts of one person: opened, chosen, reset, and never mixed.</summary>
public sealed class PaperAccountsTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private readonly PaperHouse _house = new(database);

    [Fact]
    public async Task Choose_PaperForTheFirstTime_OpensAnAccountThatFollowsTheSameAndHasMoney()
    {
        var live = await database.SeedTenantAsync();
        await FollowAsync(live, "0x00000000000000000000000000000000000000a1");

        var paper = await _house.Accounts.ChooseAsync(live.Owner, AccountMoney.Paper, copyTargets: true, CancellationToken.None);
        var again = await _house.Accounts.ChooseAsync(live.Owner, AccountMoney.Paper, copyTargets: true, CancellationToken.None);

        Assert.Equal(paper, again);
        Assert.NotEqual(live, paper);
        Assert.Equal(paper, await new TenantQuery(database.Scopes).FindAsync(live.Owner, CancellationToken.None));
        Assert.Equal(live, await _house.Accounts.ChooseAsync(live.Owner, AccountMoney.Live, copyTargets: true, CancellationToken.None));
        Assert.Equal(live, await new TenantQuery(database.Scopes).FindAsync(live.Owner, CancellationToken.None));
        Assert.Equal(2, (await database.QueryAsync<Guid>("select id from copy_target where created_by_user_id = @Owner and disabled_at is null", new { live.Owner })).Count);
        Assert.Equal(Usdc.Of(100m), await _house.CashAsync(paper));
    }

    [Fact]
    public async Task Reset_PaperAccount_BeginsAgainAndKeepsTheOldOneOutOfEverything()
    {
        var old = await _house.OpenAsync();
        await FollowAsync(old, "0x00000000000000000000000000000000000000a2");
        await database.ExecuteAsync("insert into api_key (id, billing_account_id, name, prefix, hash, scopes, created_at) values (@Tenant, @Tenant, 'robot', 'ct_x', decode(replace(@Tenant::text, '-', ''), 'hex'), array['orders:read'], now())", new { old.Tenant });
        _house.Books.Show([(0.50m, 100m)], []);
        var resting = await _house.WriteAsync(old, OrderSide.Buy, 0.45m, 20m);
        await _house.SendAsync(old, resting);

        var (fresh, problem) = await _house.Accounts.ResetAsync(old.Owner, Usdc.Of(250m), CancellationToken.None);

        Assert.Null(problem);
        Assert.Equal(Usdc.Of(250m), await _house.CashAsync(fresh!));
        var list = await _house.Accounts.ListAsync(old.Owner, CancellationToken.None);
        Assert.Equal([fresh!.Tenant, old.Tenant], list.Where(account => account.Money == AccountMoney.Paper).Select(account => account.Tenant.Tenant));
        Assert.NotNull(list.Single(account => account.Tenant == old).ClosedAt);
        Assert.Equal([fresh.Tenant.Value], await database.QueryAsync<Guid>("select billing_account_id from copy_target where created_by_user_id = @Owner and disabled_at is null", new { old.Owner }));
        Assert.Equal([fresh.Tenant.Value], await database.QueryAsync<Guid>("select billing_account_id from api_key where name = 'robot' and id = @Tenant", new { old.Tenant }));
        Assert.Equal([true], await database.QueryAsync<bool>("select cancel_requested_at is not null from trade_order where billing_account_id = @Tenant", new { old.Tenant }));
        Assert.Equal(VenueErrorCode.AccountRestricted, Assert.IsType<SubmitOutcome.Rejected>(await _house.SendAsync(old, await _house.WriteAsync(old, OrderSide.Buy, 0.55m, 20m))).Code);
        Assert.Empty((await new OrdersQuery(database.Scopes).PageAsync(fresh, null, null, 100, CancellationToken.None)).Orders);
    }

    [Theory, InlineData(0), InlineData(-5), InlineData(1_000_001)]
    public async Task Reset_ImpossibleSum_IsRefusedWithASentence(decimal start)
    {
        var account = await _house.OpenAsync();

        Assert.NotNull((await _house.Accounts.ResetAsync(account.Owner, Usdc.Of(start), CancellationToken.None)).Problem);
        Assert.Equal(Usdc.Of(100m), await _house.CashAsync(account));
    }

    [Fact]
    public async Task Ledger_OrderOfAPaperAccount_IsStampedPaperWhateverTheCallerSays()
    {
        var (paper, live) = (await _house.OpenAsync(), await database.SeedTenantAsync());
        foreach (var account in (TenantRef[])[paper, live])
        {
            await using var scope = await database.Scopes.OpenManyAsync([account], CancellationToken.None);
            await OrderLedger.InsertAsync(scope, [(account, new OrderIntentBuilder().Build())], VenueMode.Live, OrderIntentBuilder.Now, CancellationToken.None);
            await scope.CommitAsync();
        }

        Assert.Equal(["paper"], await database.QueryAsync<string>("select mode from trade_order where billing_account_id = @Tenant", new { paper.Tenant }));
        Assert.Equal(["live"], await database.QueryAsync<string>("select mode from trade_order where billing_account_id = @Tenant", new { live.Tenant }));
    }

    [Fact]
    public async Task Database_WalletOfTheOtherKindOrChangedMode_IsRefused()
    {
        var (paper, live) = (await _house.OpenAsync(), await database.SeedTenantAsync());
        const string insert = """
            insert into wallet_connection (id, billing_account_id, signer, funder, signature_type, consented_at, created_at, revoked_at)
            values (gen_random_uuid(), @Tenant, '0x00000000000000000000000000000000000000b1', '0x00000000000000000000000000000000000000b1', @kind, now(), now(), now())
            """;

        await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync(insert, new { paper.Tenant, kind = 0 }));
        await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync(insert, new { live.Tenant, kind = 9 }));
        await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync("update billing_account set trading_mode = 'live' where id = @Tenant", new { paper.Tenant }));
    }

    /// <summary>Every table with a billing account: a scope of one account holds no row of its owner's other one, also for a query that names no account.</summary>
    [Fact]
    public async Task Scope_OfOneAccount_SeesNothingOfTheOther()
    {
        var paper = await _house.OpenAsync();
        var live = (await _house.Accounts.ListAsync(paper.Owner, CancellationToken.None)).Single(account => account.Money == AccountMoney.Live).Tenant;
        await FollowAsync(live, "0x00000000000000000000000000000000000000a3");
        _house.Books.Show([(0.40m, 100m)], []);
        await _house.SendAsync(paper, await _house.WriteAsync(paper, OrderSide.Buy, 0.45m, 20m));
        var tables = await database.QueryAsync<string>("select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'billing_account_id' and not a.attisdropped where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace");
        Assert.Empty(await database.QueryAsync<string>("""
            select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'billing_account_id' and not a.attisdropped
             where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'named_in_scope' and not p.polpermissive)
            """));

        var seen = 0;
        foreach (var (mine, other) in ((TenantRef, TenantRef)[])[(paper, live), (live, paper)])
        {
            await using var scope = await database.Scopes.OpenAsync(mine, CancellationToken.None);
            foreach (var table in tables)
            {
                if (!await scope.QuerySingleAsync<bool>($"select has_table_privilege('{table}', 'select')")) continue;
                Assert.Equal(0, await scope.QuerySingleAsync<long>($"select count(*) from {table} where billing_account_id = '{other.Tenant}'"));
                seen += (int)await scope.QuerySingleAsync<long>($"select count(*) from {table}");
            }
        }

        Assert.True(seen >= 6, $"{seen} rows");
    }

    private Task<int> FollowAsync(TenantRef account, string wallet) => database.ExecuteAsync("""
        insert into copy_target (id, billing_account_id, created_by_user_id, wallet, target_key, policy, created_at)
        values (gen_random_uuid(), @Tenant, @Owner, @wallet, gen_random_uuid(), '{"kind": "min_bet"}', now())
        """, new { account.Tenant, account.Owner, wallet });
}
