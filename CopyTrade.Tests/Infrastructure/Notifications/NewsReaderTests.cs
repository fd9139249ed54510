using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Notifications;
using CopyTrade.Domain.Operations;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Notifications;

/// <summary>What people are told of is found in the records, once, however often and by however many it is looked for.</summary>
public sealed class NewsReaderTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static CancellationToken Ct => CancellationToken.None;

    [Fact]
    public async Task Records_OfEveryKind_AreToldOnceAndToTheirOwner()
    {
        await using var house = new NotificationHouse(database);
        var (tenant, stranger) = (await database.SeedTenantAsync(), await database.SeedTenantAsync());
        await SeedAsync(tenant, house.Clock.GetUtcNow());

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => house.LookAsync(tenant, stranger)));

        var inbox = await house.Query.InboxAsync(tenant, withCopies: true, 100, Ct);
        NotificationKind[] expected =
        [
            NotificationKind.RuleFired, NotificationKind.RuleSold, NotificationKind.RuleFailed, NotificationKind.RuleFailed, NotificationKind.RuleExpired, NotificationKind.RuleWaits, NotificationKind.CopyPlaced, NotificationKind.OrderFailed,
            NotificationKind.OrderUnknown, NotificationKind.SettlementReversed, NotificationKind.HaltSet, NotificationKind.HaltReleased, NotificationKind.DailyLossReached, NotificationKind.TargetPaused, NotificationKind.WalletNotReady, NotificationKind.PositionsApart,
        ];
        Assert.Equal(expected.Order(), inbox.Items.Select(item => item.Kind).Order());
        Assert.All(inbox.Items, item => Assert.Equal(NotificationKinds.SeverityOf(item.Kind), item.Severity));
        Assert.Equal("Stop-loss fired: Yes, <b>Kestrels</b> win", inbox.Items.Single(item => item.Kind == NotificationKind.RuleFired).Title);
        Assert.Equal(("[demo] Books and wallet are apart: Yes, Kestrels win", true), (inbox.Items.Single(item => item.Kind == NotificationKind.PositionsApart).Title, inbox.Items.Single(item => item.Kind == NotificationKind.PositionsApart).Text.StartsWith("By 1.50 shares (our books hold more)", StringComparison.Ordinal)));
        Assert.Contains("[demo] ", inbox.Items.Single(item => item.Kind == NotificationKind.OrderUnknown).Title, StringComparison.Ordinal);
        // What is told of a copied trade is in the list for who asks, and neither counted nor in the way of the rest.
        Assert.Equal(expected.Length - 1, inbox.Unread);
        Assert.Equal(expected.Where(kind => kind != NotificationKind.CopyPlaced).Order(), (await house.Query.InboxAsync(tenant, withCopies: false, 100, Ct)).Items.Select(item => item.Kind).Order());
        Assert.Equal(0, await house.LookAsync(tenant, stranger));
        Assert.Empty((await house.Query.InboxAsync(stranger, withCopies: true, 10, Ct)).Items);
    }

    [Theory]
    [InlineData(true, NotificationKind.TargetPaused)]
    [InlineData(false, NotificationKind.HaltSet)]
    public async Task Halt_OfATargetThatIsBeingLeft_IsNoAlarm(bool isOwnHalt, NotificationKind told)
    {
        await using var house = new NotificationHouse(database);
        house.Clock.Advance(TimeSpan.FromDays(30).TotalSeconds);
        var tenant = await database.SeedTenantAsync();
        await house.HaltAsync(tenant, "leaving by 3 Dec 2026", scope: "book", subject: tenant.Tenant.Value.ToString());
        await database.ExecuteAsync("""
            insert into copy_target (id, billing_account_id, created_by_user_id, wallet, target_key, policy, created_at) values (@Tenant, @Tenant, @Owner, @wallet, @Tenant, '{"kind":"min_bet"}', @now);
            insert into target_exit (id, billing_account_id, copy_target_id, book, asked_by, asked_at, until, state, halt_id, is_own_halt)
            select @Tenant, @Tenant, @Tenant, @Tenant::text, @Owner, @now, @now, 'leaving', id, @isOwnHalt from trading_halt where billing_account_id = @Tenant;
            """, new { tenant.Tenant, tenant.Owner, wallet = "0x" + new string('9', 40), now = house.Clock.GetUtcNow(), isOwnHalt });

        await house.LookAsync(tenant);

        var item = Assert.Single((await house.Query.InboxAsync(tenant, withCopies: false, 10, Ct)).Items, item => item.Kind != NotificationKind.HaltReleased);
        Assert.Equal((told, "leaving by 3 Dec 2026"), (item.Kind, item.Text));
    }

    [Fact]
    public async Task Records_FromBeforeTheLastLook_AreNoNews()
    {
        await using var house = new NotificationHouse(database);
        var tenant = await database.SeedTenantAsync();
        await house.HaltAsync(tenant);
        house.Clock.Advance(TimeSpan.FromDays(3).TotalSeconds);

        Assert.Equal(0, await house.LookAsync(tenant));
    }

    [Fact]
    public async Task Inbox_ReadThrough_CountsWhatCameLater()
    {
        await using var house = new NotificationHouse(database);
        house.Clock.Advance(TimeSpan.FromDays(10).TotalSeconds);
        var tenant = await database.SeedTenantAsync();
        await house.HaltAsync(tenant);
        await house.LookAsync(tenant);

        await house.Query.ReadThroughAsync(tenant, house.Clock.GetUtcNow(), Ct);
        Assert.Equal((1, 0), ((await house.Query.InboxAsync(tenant, withCopies: true, 10, Ct)).Items.Count, (await house.Query.InboxAsync(tenant, withCopies: true, 10, Ct)).Unread));
        house.Clock.Advance(1);
        await house.HaltAsync(tenant, "again");
        await house.LookAsync(tenant);
        await house.Query.ReadThroughAsync(tenant, house.Clock.GetUtcNow().AddDays(-1), Ct);   // never backwards

        Assert.Equal((2, 1), ((await house.Query.InboxAsync(tenant, withCopies: true, 10, Ct)).Items.Count, (await house.Query.InboxAsync(tenant, withCopies: true, 10, Ct)).Unread));
    }

    [Fact]
    public async Task Feed_DownForAMinute_IsToldOnceWhileItLasts()
    {
        await using var house = new NotificationHouse(database);
        house.Clock.Advance(TimeSpan.FromDays(20).TotalSeconds);
        var tenant = await database.SeedTenantAsync();
        house.Feeds.Report("activity-stream", FeedCondition.Down, "The connection was refused.");
        house.Feeds.Report("clock", FeedCondition.Stale, "This machine's clock is 3 s ahead.");

        Assert.Equal(0, await house.LookAsync(tenant));
        house.Clock.Advance(61);
        Assert.Equal(2, await house.LookAsync(tenant));
        house.Clock.Advance(600);
        Assert.Equal(0, await house.LookAsync(tenant));
        house.Feeds.Report("activity-stream", FeedCondition.Fresh, null);
        await house.LookAsync(tenant);
        house.Feeds.Report("activity-stream", FeedCondition.Down, "The connection was refused.");
        await house.LookAsync(tenant);
        house.Clock.Advance(61);
        Assert.Equal(1, await house.LookAsync(tenant));
    }

    private Task<int> SeedAsync(TenantRef tenant, DateTimeOffset now) => database.ExecuteAsync("""
        insert into trade_rule (id, billing_account_id, kind, condition_id, token_id, trigger_price, source, max_slippage_percent, asks_first, title, outcome, status, created_at, changed_at)
        values (@Tenant, @Tenant, 'stop_loss', @key, '1', 0.4, 'executable', 10, false, '<b>Kestrels</b> win', 'Yes', 'active', @now, @now);
        insert into rule_event (billing_account_id, rule_id, kind, at, price, trigger_price)
        select @Tenant, @Tenant, kind, @now, 0.3, 0.4 from unnest(array['rule_created', 'rule_triggered', 'action_attempt', 'action_executed', 'action_failed', 'rule_failed', 'rule_expired', 'action_pending_approval', 'rule_canceled']) kind;
        insert into trade_order (id, billing_account_id, idempotency_key, origin, book, condition_id, token_id, neg_risk, side, limit_price, shares, notional, tick_size, time_in_force, valid_until, title, outcome, mode,
                                 status, created_at, failure, failure_detail, unknown_since, unknown_cause, finished_at)
        select md5(@Tenant::text || n)::uuid, @Tenant, '0x' || md5(@Tenant::text || n) || md5(n::text), 'mirror', 'b', @key, '1', false, 'buy', 0.5, 10, 5, 0.01, 'fok', @now, 'Kestrels win', 'Yes', 'demo',
               case n when 1 then 'error' when 2 then 'pending' else 'filled' end, @now, case n when 1 then 'cap_exceeded' end, null, case n when 2 then @now - interval '2 minutes' end, case n when 2 then 'timeout' end, case n when 2 then null else @now end
          from generate_series(1, 3) n;
        insert into order_fill (id, billing_account_id, order_id, venue_trade_id, shares, price, fee, is_taker, settlement, matched_at, updated_at)
        values (@Tenant, @Tenant, md5(@Tenant::text || 3)::uuid, 't', 10, 0.5, 0, true, 'failed', @now, @now);
        insert into trading_halt (id, billing_account_id, kind, scope, subject, reason, set_by, set_at, released_by, released_at)
        values (gen_random_uuid(), @Tenant, 'halt', 'tenant', null, 'I go fishing', @Owner, @now, @Owner, @now), (gen_random_uuid(), @Tenant, 'pause', 'book', 'b', null, @Owner, @now, null, null);
        insert into wallet_connection (id, billing_account_id, signer, funder, signature_type, consented_at, created_at, readiness_problem)
        values (@Tenant, @Tenant, @wallet, @wallet, 0, @now, @now - interval '1 day', 'The exchange is not approved.');
        insert into position_check (billing_account_id, connection_id, token_id, condition_id, tracked, moving, venue, chain, drift, drifting_since, checked_at)
        values (@Tenant, @Tenant, '1', @key, 10, 0, 8.5, 8.5, -1.5, @now - interval '20 minutes', @now), (@Tenant, @Tenant, '2', @key, 10, 0, 8, 8, -2, @now - interval '5 minutes', @now), (@Tenant, @Tenant, '3', @key, 10, 0, 10, 10, 0, null, @now);
        insert into copy_target (id, billing_account_id, created_by_user_id, wallet, target_key, policy, created_at) values (@Tenant, @Tenant, @Owner, @wallet, @Tenant, '{"kind":"min_bet"}', @now);
        insert into observed_fill (fill_id, wallet, transaction_hash, condition_id, token_id, side, shares, price, leg_count, legs, filled_at, observed_at, source)
        select @Tenant::text || n, @wallet, @key, @key, '1', 'buy', 1, 0.5, 1, '[]', @now, @now, 'test' from generate_series(1, 3) n;
        insert into copy_decision (billing_account_id, target_key, fill_id, id, copy_target_id, outcome, reason, branch, order_id, idempotency_key, input, mode, decided_at)
        select @Tenant, @Tenant, @Tenant::text || n, gen_random_uuid(), @Tenant, case n when 1 then 'placed' else 'skipped' end, case n when 1 then 'ok' else 'daily_loss_reached' end, 'entry', case n when 1 then md5(@Tenant::text || 3)::uuid end, 'k', '{}', 'demo', @now
          from generate_series(1, 3) n;
        """, new { tenant.Tenant, tenant.Owner, now, key = "0x" + new string('a', 64), wallet = "0x" + tenant.Tenant.Value.ToString("N") + "00000000" });
}
