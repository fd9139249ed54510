using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Mirroring.Explanations;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Infrastructure.Mirroring.Explanations;

public sealed class ExplanationsJobTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly MirrorHouse _house = new(database);

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Run_SettledCopy_IsExplainedOnceAndAgainWhenItWasSold()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, _) = await _house.FollowAsync(wallet);
        await _house.SeeAsync(_house.Trade(wallet));
        await _house.RouteAllAsync();
        var order = Assert.Single(await _house.DecisionsAsync(tenant)).OrderId!.Value;
        Assert.Equal(0, (await Job().RunAsync([tenant], default)).Changed);
        await _house.ConfirmAsync(order);

        Assert.Equal(1, (await Job().RunAsync([tenant], default)).Changed);
        Assert.Equal(0, (await Job().RunAsync([tenant], default)).Seen);

        var explanations = new TradeExplanations(database.Scopes);
        var kept = await explanations.OfOrderAsync(tenant, new OrderId(order), default);
        Assert.NotNull(kept);
        Assert.StartsWith("You bought 5 ", kept.Explanation.Headline, StringComparison.Ordinal);
        Assert.False(kept.Explanation.IsOver);
        Assert.Equal(kept.Explanation.Headline, (await explanations.OfDecisionAsync(tenant, kept.Decision, default))!.Explanation.Headline);
        Assert.Null(await explanations.OfDecisionAsync(await database.SeedTenantAsync(), kept.Decision, default));

        _house.Clock.Advance(TimeSpan.FromMinutes(1));
        await database.ExecuteAsync(
            """
            insert into lot_close (id, billing_account_id, lot_id, shares, proceeds, cost, closed_at, cause)
            select gen_random_uuid(), l.billing_account_id, l.id, l.shares, 5, l.cost, @now, 'redeemed' from lot l where l.billing_account_id = @Tenant;
            update lot set remaining = 0 where billing_account_id = @Tenant
            """, new { tenant.Tenant, now = _house.Clock.GetUtcNow() });
        Assert.Equal(1, (await Job().RunAsync([tenant], default)).Changed);
        var over = (await explanations.OfDecisionAsync(tenant, kept.Decision, default))!.Explanation;
        Assert.True(over.IsOver);
        Assert.Contains(over.Sections[^1].Lines, line => line.Contains("were paid $5.00", StringComparison.Ordinal) && line.Contains("a gain of $1.90", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_OlderThanKept_IsForgottenAndNotWrittenAgain()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, _) = await _house.FollowAsync(wallet);
        await _house.SeeAsync(_house.Trade(wallet));
        await _house.RouteAllAsync();
        await _house.ConfirmAsync(Assert.Single(await _house.DecisionsAsync(tenant)).OrderId!.Value);
        await Job(days: 2555).RunAsync([tenant], default);
        _house.Clock.Advance(TimeSpan.FromDays(11));

        var report = await Job(days: 10).RunAsync([tenant], default);

        Assert.Equal((0, 1), (report.Seen, report.Changed));
        Assert.Equal(0, Assert.Single(await database.QueryAsync<int>("select count(*)::int from trade_explanation where billing_account_id = @Tenant", new { tenant.Tenant })));
    }

    private ExplanationsJob Job(int days = 2555) => new(database.Scopes, Options.Create(new ExplanationOptions { RetainExplanationDays = days }), _house.Clock, NullLogger<ExplanationsJob>.Instance);
}
