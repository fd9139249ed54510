using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Trading;
using CopyTrade.Tests.Faults;
using Npgsql;

namespace CopyTrade.Tests.Infrastructure.Rules;

/// <summary>Every way of a rule from one status to another (R4.2), with its loops on a real database and the venue's words put into the ledger.</summary>
public sealed class RuleTransitionTests(RuleTransitionTests.Fixture fixture) : IClassFixture<RuleTransitionTests.Fixture>
{
    private static int _tokens;
    private readonly int _token = Interlocked.Increment(ref _tokens);

    private RuleStage Stage => fixture.Stage;

    [Fact]
    public async Task Rule_ThatSellsInTwoParts_StaysTriggeredUntilNothingIsLeft()
    {
        var (tenant, rule) = await MetAsync(RuleStage.Stop(_token, 0.3m));

        await OrdersAsync(tenant, 1);
        await Stage.AnswerAsync(tenant, shares: 12m);
        await OrdersAsync(tenant, 2);
        await Stage.AnswerAsync(tenant, shares: 20m);
        await ExitAsync(tenant, rule, "done");

        Assert.Equal((RuleStatus.Triggered, 1), await StateAsync(tenant, rule));
        Assert.Equal([12m, 8m], (await Stage.Database.QueryAsync<decimal>("select matched_shares from trade_order where billing_account_id = @Tenant and side = 'sell' order by created_at", new { tenant.Tenant })));
        Assert.Equal([RuleEventKind.RuleCreated, RuleEventKind.RuleTriggered, RuleEventKind.ActionAttempt, RuleEventKind.ActionAttempt, RuleEventKind.ActionExecuted], await EventsAsync(tenant, rule));
    }

    [Fact]
    public async Task Rule_WhoseThreeTriesSellNothing_WatchesAgainAndFiresAgain()
    {
        var (tenant, rule) = await MetAsync(RuleStage.Stop(_token, 0.3m));

        for (var n = 1; n <= ExitPlanner.MostIdleTries; n++)
        {
            await OrdersAsync(tenant, n);
            await Stage.AnswerAsync(tenant, shares: 0m);
        }

        await OrdersAsync(tenant, ExitPlanner.MostIdleTries + 1);

        Assert.Equal((RuleStatus.Triggered, 2), await StateAsync(tenant, rule));
        Assert.Contains(RuleEventKind.ActionFailed, await EventsAsync(tenant, rule));
        Assert.Equal(0, await CountAsync("select count(*) from (select from trade_order where billing_account_id = @Tenant group by idempotency_key having count(*) > 1) t", tenant));
    }

    [Fact]
    public async Task Rule_WhoseSaleIsDenied_FailsWithTheReasonAndCanBeCleared()
    {
        var (tenant, rule) = await MetAsync(RuleStage.Stop(_token, 0.3m));

        await OrdersAsync(tenant, 1);
        await Stage.AnswerAsync(tenant, shares: 0m, OrderFailure.ScopeMissing);
        await StatusAsync(tenant, rule, RuleStatus.Failed);

        Assert.Equal("The grant does not allow sales.", (await FindAsync(tenant, rule)).Reason);
        Assert.Equal(RuleEventKind.RuleFailed, (await EventsAsync(tenant, rule))[^1]);
        Assert.IsType<RuleChange.Done>(await Changes.CancelAsync(tenant, rule, default));
        Assert.Equal((RuleStatus.Canceled, 1), await StateAsync(tenant, rule));
    }

    [Theory]
    [InlineData("yes", RuleStatus.Triggered, 1)]
    [InlineData("no", RuleStatus.Failed, 0)]
    [InlineData("cancel", RuleStatus.Canceled, 0)]
    public async Task Rule_ThatAsks_SellsOnlyAfterAYes(string answer, RuleStatus status, int orders)
    {
        var (tenant, rule) = await MetAsync(RuleStage.Stop(_token, 0.3m) with { AsksFirst = true });
        await StatusAsync(tenant, rule, RuleStatus.PendingApproval);
        Assert.Equal(0, await SalesAsync(tenant));

        Assert.IsType<RuleChange.Done>(await (answer == "cancel" ? Changes.CancelAsync(tenant, rule, default) : Changes.AnswerAsync(tenant, rule, answer == "yes", default)));

        await OrdersAsync(tenant, orders);
        Assert.Equal((status, orders), await StateAsync(tenant, rule));
    }

    [Theory, InlineData("time"), InlineData("closed"), InlineData("resolved")]
    public async Task Rule_WhoseTimeOrMarketEnds_ExpiresAndSellsNothing(string end)
    {
        var (tenant, rule) = await WatchedAsync(RuleStage.Stop(_token, 0.3m) with { ExpiresAt = end == "time" ? TimeProvider.System.GetUtcNow().AddHours(1) : null });

        if (end == "time") await EndSoonAsync(tenant, rule);
        if (end == "closed") Stage.Close(_token);
        if (end == "resolved") await Stage.Database.ExecuteAsync("insert into market_resolution (condition_id, token_id, payout, source, resolved_at) values (@condition, @token, 1, 'venue', now())", new { condition = RuleStage.Condition(_token).Value, token = RuleStage.Token(_token).Value });
        await StatusAsync(tenant, rule, RuleStatus.Expired);

        Assert.Equal(0, await SalesAsync(tenant));
        Assert.Equal(RuleEventKind.RuleExpired, (await EventsAsync(tenant, rule))[^1]);
    }

    [Theory, InlineData("edit"), InlineData("cancel")]
    public async Task Rule_ChangedWhileItsClaimWaits_FollowsTheChange(string change)
    {
        var (tenant, rule) = await WatchedAsync(RuleStage.Stop(_token, 0.3m));
        await using var connection = new NpgsqlConnection(Stage.Database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var edit = new NpgsqlCommand(change == "edit"
            ? "update trade_rule set trigger_price = 0.1, version = version + 1, changed_at = now() where id = $1"
            : "update trade_rule set status = 'canceled', ended_at = now(), version = version + 1, changed_at = now() where id = $1", connection, transaction) { Parameters = { new() { Value = rule.Value } } };
        await edit.ExecuteNonQueryAsync();

        Stage.Move(_token, 0.2m);
        await Rig.UntilAsync(TimeSpan.FromSeconds(20), async () =>
            (await Stage.Database.QueryAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%update trade_rule%'")).Single() > 0);
        await transaction.CommitAsync();
        Stage.Tell(tenant);
        Stage.Move(_token, 0.19m);
        await Rig.UntilAsync(TimeSpan.FromSeconds(20), async () => (await Stage.Database.QueryAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")).Single() == 0);

        Assert.Equal((change == "edit" ? RuleStatus.Active : RuleStatus.Canceled, 0), await StateAsync(tenant, rule));
        if (change == "cancel") return;
        // What it was changed to is what it does from now on.
        Stage.Move(_token, 0.09m);
        await OrdersAsync(tenant, 1);
        Assert.Equal((RuleStatus.Triggered, 1), await StateAsync(tenant, rule));
    }

    [Fact]
    public async Task Rule_WhoseSharesRestInACopiedSale_TakesItBackAndSellsThem()
    {
        var (tenant, rule) = await WatchedAsync(RuleStage.Stop(_token, 0.3m));
        var copied = await Stage.RestAsync(tenant, _token, shares: 20m);
        Stage.Tell(tenant);

        Stage.Move(_token, 0.2m);
        await Rig.UntilAsync(TimeSpan.FromSeconds(20), async () => await CountAsync("select count(*) from rule_exit where billing_account_id = @Tenant and waits_for = 'settling'", tenant) == 1);
        Assert.Equal("a stop sells these shares", (await Stage.Database.QueryAsync<string>("select cancel_reason from trade_order where id = @copied and cancel_requested_at is not null", new { copied })).Single());
        Assert.Equal(1, await SalesAsync(tenant));   // nothing is sold while the venue may still match it

        await Stage.Database.ExecuteAsync("update trade_order set status = 'canceled', finished_at = now() where id = @copied", new { copied });
        Stage.Tell(tenant);
        await OrdersAsync(tenant, 2);
        await Stage.AnswerAsync(tenant, shares: 20m);
        await ExitAsync(tenant, rule, "done");
    }

    [Fact]
    public async Task Rule_WhoseWalletIsNotThere_WaitsAndFiresWhenItIsBack()
    {
        var tenant = await Stage.TenantAsync();
        await Stage.HoldAsync(tenant, [_token]);
        await Stage.Database.ExecuteAsync("update wallet_connection set approvals_ready_at = null where billing_account_id = @Tenant", new { tenant.Tenant });
        Stage.Move(_token, 0.2m);
        var rule = await Stage.CreateAsync(tenant, RuleStage.Stop(_token, 0.3m));
        await SeenAsync(tenant, rule, HoldReason.WalletNotReady);
        Assert.Equal((RuleStatus.Active, 0), await StateAsync(tenant, rule));

        await Stage.Database.ExecuteAsync("update wallet_connection set approvals_ready_at = now() where billing_account_id = @Tenant", new { tenant.Tenant });
        Stage.Tell(tenant);

        await OrdersAsync(tenant, 1);
    }

    [Fact]
    public async Task Rule_OnABookThatSaysNothing_IsJudgedAtThePoll()
    {
        var (tenant, _) = await WatchedAsync(RuleStage.Stop(_token, 0.3m));

        Stage.Move(_token, 0.2m, isTold: false);

        await OrdersAsync(tenant, 1);
    }

    [Fact]
    public async Task Rule_WhosePriceMovesWhileRulesAreRead_IsJudgedAllTheSame()
    {
        var (tenant, rule) = await WatchedAsync(RuleStage.Stop(_token, 0.3m));
        await using var connection = new NpgsqlConnection(Stage.Database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand("lock table market_resolution in access exclusive mode", connection, transaction);
        await hold.ExecuteNonQueryAsync();
        Stage.Tell(tenant);
        await Rig.UntilAsync(TimeSpan.FromSeconds(20), async () =>
            (await Stage.Database.QueryAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%select distinct condition_id from market_resolution%'")).Single() > 0);

        Stage.Move(_token, 0.45m);

        await Rig.UntilAsync(TimeSpan.FromSeconds(20), async () =>
            (await Stage.Get<IRulesQuery>().EventsAsync(tenant, rule, 50, 0, default)).Any(entry => entry.Evaluations?.Last.Price == Price.Of(0.45m)));
    }

    [Fact]
    public async Task Rule_WithoutTargetsAndWithoutWallet_HasAnOwnerWhoIsLookedAfter()
    {
        var (tenant, _) = await WatchedAsync(RuleStage.Stop(_token, 0.3m));
        await Stage.Database.ExecuteAsync("update wallet_connection set revoked_at = now() where billing_account_id = @Tenant", new { tenant.Tenant });

        Assert.Equal(1, await CountAsync("select count(*) from enumerate_tenants() where billing_account_id = @Tenant", tenant));
    }

    private IRuleChanges Changes => Stage.Get<IRuleChanges>();

    private async Task<(TenantRef Tenant, RuleId Rule)> MetAsync(RuleTerms terms)
    {
        var (tenant, rule) = await WatchedAsync(terms);
        Stage.Move(_token, 0.2m);
        return (tenant, rule);
    }

    // Put up with so near an end it would be refused by a machine that takes longer than that. The database moves no rule's end, but for a session that fires no triggers.
    private async Task EndSoonAsync(TenantRef tenant, RuleId rule)
    {
        await Stage.Database.ExecuteAsync("""
            set session_replication_role = replica;
            update trade_rule set expires_at = now() + interval '1 second', version = version + 1, changed_at = now() where id = @rule
            """, new { rule });
        Stage.Tell(tenant);
    }

    /// <summary>A rule on twenty shares at 50 cents that was judged once.</summary>
    private async Task<(TenantRef Tenant, RuleId Rule)> WatchedAsync(RuleTerms terms)
    {
        var (tenant, rule) = await PutUpAsync(terms);
        await SeenAsync(tenant, rule, HoldReason.NotMet);
        return (tenant, rule);
    }

    private async Task<(TenantRef Tenant, RuleId Rule)> PutUpAsync(RuleTerms terms)
    {
        var tenant = await Stage.TenantAsync();
        await Stage.HoldAsync(tenant, [_token]);
        Stage.Move(_token, 0.5m);
        return (tenant, await Stage.CreateAsync(tenant, terms));
    }

    private Task SeenAsync(TenantRef tenant, RuleId rule, HoldReason reason) => Rig.UntilAsync(TimeSpan.FromSeconds(20), async () =>
        (await Stage.Get<IRulesQuery>().EventsAsync(tenant, rule, 50, 0, default)).Any(entry => entry.Evaluations?.First.Outcome == reason));

    private Task OrdersAsync(TenantRef tenant, int count) => Rig.UntilAsync(TimeSpan.FromSeconds(20), async () => await SalesAsync(tenant) >= count);

    private Task<long> SalesAsync(TenantRef tenant) => CountAsync("select count(*) from trade_order where billing_account_id = @Tenant and side = 'sell'", tenant);

    private async Task<long> CountAsync(string sql, TenantRef tenant) => (await Stage.Database.QueryAsync<long>(sql, new { tenant.Tenant })).Single();

    private async Task<TradeRule> FindAsync(TenantRef tenant, RuleId rule) => (await Stage.Get<IRulesQuery>().FindAsync(tenant, rule, default))!;

    private async Task<(RuleStatus Status, int Exits)> StateAsync(TenantRef tenant, RuleId rule) => await FindAsync(tenant, rule) is var found ? (found.Status, found.Exits) : default;

    private Task StatusAsync(TenantRef tenant, RuleId rule, RuleStatus status) => Rig.UntilAsync(TimeSpan.FromSeconds(20), async () => (await FindAsync(tenant, rule)).Status == status);

    private Task ExitAsync(TenantRef tenant, RuleId rule, string state) => Rig.UntilAsync(TimeSpan.FromSeconds(20), async () =>
        (await Stage.Get<IRulesQuery>().ExitsAsync(tenant, rule, default)) is [var exit] && exit.State == state);

    private async Task<List<RuleEventKind>> EventsAsync(TenantRef tenant, RuleId rule) =>
        [.. (await Stage.Get<IRulesQuery>().EventsAsync(tenant, rule, 50, 0, default)).Where(entry => entry.Kind is not null).Select(entry => entry.Kind!.Value).Reverse()];

    public sealed class Fixture : IAsyncLifetime
    {
        internal RuleStage Stage { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Stage = await RuleStage.OpenAsync();
            await Stage.StartAsync(hosts: 1, new Dictionary<string, string?> { ["Rules:PollSeconds"] = "1", ["Rules:RecordSeconds"] = "1" });
        }

        public async Task DisposeAsync() => await Stage.DisposeAsync();
    }
}
