using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Tests.Fixtures;
using Npgsql;

namespace CopyTrade.Tests.Infrastructure.Trading;

/// <summary>F13: on the day on which clocks are put forward or back the caps' windows are 24 hours and one hour, wherever server and database say that they are.</summary>
public sealed class DaylightSavingTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Theory]
    [InlineData("America/New_York", "2026-03-08T20:00:00Z")]
    [InlineData("America/New_York", "2026-11-01T20:00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29T12:00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25T12:00:00Z")]
    [InlineData("UTC", "2026-03-29T12:00:00Z")]
    public async Task Windows_OnTheDayOfAChange_AreAsLongAsEver(string zone, string time)
    {
        var tenant = await database.SeedTenantAsync();
        var now = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
        foreach (var (hours, dollars) in ((double, decimal)[])[(0.9, 1m), (1.1, 2m), (22.5, 4m), (23.9, 8m), (24.1, 16m), (25.5, 32m)]) await AddAsync(tenant.Tenant.Value, now.AddHours(-hours), dollars);
        await using var databases = Databases.Connect(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Timezone = zone }.ConnectionString);

        var usage = (await new TradingStatusQuery(new TenantScopes(databases), new VenueSettings(VenueMode.Demo), new ManualClock(now)).ReadAsync(tenant, CancellationToken.None)).Usage;

        Assert.Equal((15m, 1), (usage.LastDay.Amount, usage.LastHour));
    }

    private Task AddAsync(Guid tenant, DateTimeOffset at, decimal dollars) => database.ExecuteAsync("""
        insert into trade_order (id, billing_account_id, idempotency_key, origin, book, condition_id, token_id, neg_risk, side, limit_price, shares, notional,
                                 tick_size, time_in_force, valid_until, mode, status, created_at, authorised_at, matched_shares, accepted_at, finished_at)
        values (@id, @tenant, @key, 'mirror', @tenant::text, @key, '1', false, 'buy', 0.5, @dollars * 2, @dollars, 0.01, 'fok', @at, 'demo', 'filled', @at, @at, @dollars * 2, @at, @at)
        """, new { id = Guid.NewGuid(), tenant, key = "0x" + Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N"), at, dollars });
}
