using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Targets;
using CopyTrade.Infrastructure.Mirroring.Days;
using CopyTrade.Infrastructure.Research.Copies;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Research.Copies;

namespace CopyTrade.Tests.Infrastructure.Mirroring.Days;

/// <summary>Over rows that observation, mirroring and trading themselves wrote.</summary>
public sealed class DayReportsTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly MirrorHouse _house = new(database);

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Read_CopiedAndSkippedTrades_CountsThemByReasonAndTellsTheCost()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, target) = await _house.FollowAsync(wallet);
        await _house.RuleAsync(tenant, target, new CopyRules { MaxPrice = 0.8m });
        await _house.SeeAsync(_house.Trade(wallet, price: 0.62m), _house.Trade(wallet, price: 0.9m, secondsAgo: 2), _house.Trade(wallet, price: 0.95m, secondsAgo: 1));
        await _house.RouteAllAsync();
        await _house.ConfirmAsync((await _house.DecisionsAsync(tenant)).Single(decision => decision.OrderId is not null).OrderId!.Value);
        await database.ExecuteAsync("update order_fill set fee = 0.05 where billing_account_id = @Tenant", new { tenant.Tenant });

        var report = await Reports().ReadAsync(tenant, Today, default);

        Assert.Equal((3, 1, 2, 0, 0), (report.Counts.Seen, report.Counts.Copied, report.Counts.Skipped, report.Counts.Failed, report.Counts.InFlight));
        var skipped = Assert.Single(report.Of(ActivityGroup.Skipped));
        Assert.Equal(("outside_price_band", 2, 185m, 0m), (skipped.Reason, skipped.Trades, skipped.Theirs.Amount, skipped.Ours.Amount));
        var bought = Assert.Single(await database.QueryAsync<decimal>("select sum(shares * price) from order_fill where billing_account_id = @Tenant", new { tenant.Tenant }));
        Assert.Equal((bought, 0.05m, Today), (report.Ours.Amount, report.Fees.Amount, report.FirstDay));
        Assert.Equal(0m, report.Gap.Report.Residual);
        Assert.NotEmpty(report.Gap.Report.Trades);
    }

    [Fact]
    public async Task Read_DayBeforeAndOtherAccount_AreEmptyAndSayWhatIsThere()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, target) = await _house.FollowAsync(wallet);
        await _house.SeeAsync(_house.Trade(wallet));
        await _house.RouteAllAsync();
        var stranger = await database.SeedTenantAsync();

        var before = await Reports().ReadAsync(tenant, Today.AddDays(-1), default);
        var foreign = await Reports().ReadAsync(stranger, Today, default);

        Assert.Equal((0, 0, Today), (before.Counts.Seen, before.Gap.Report.Trades.Count, before.FirstDay));
        Assert.NotNull(before.FollowingSince);
        Assert.Equal((0, 0, null, null), (foreign.Counts.Seen, foreign.Gap.Report.Trades.Count, foreign.FirstDay, foreign.FollowingSince));
        Assert.NotEqual(default, target.Id);
    }

    private DateOnly Today => DateOnly.FromDateTime(_house.Clock.GetUtcNow().UtcDateTime);

    private DayReports Reports() => new(database.Scopes, new CopyGapQuery(database.Scopes, new FixedMarks(), _house.Clock));
}
