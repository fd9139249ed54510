using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Research.Leaders;
using CopyTrade.Tests.Domain.Research.Leaders;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Research.Leaders;

public sealed class LeaderCompanyTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Company_OfAWalletWithACopierATwinAndAStranger_TiesTheFirstTwo()
    {
        await database.ExecuteAsync("truncate leader_candidate cascade");
        var now = new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        var start = now.AddDays(-30);
        for (var wallet = 1; wallet <= 5; wallet++)
            await database.ExecuteAsync("insert into leader_candidate (wallet, source, added_at, next_at, read_at) values (@wallet, 'asked', now(), now(), now())", new { wallet = LeaderSamples.Wallet(wallet) });
        for (var i = 0; i < 40; i++)
        {
            var at = start.AddHours(i * 7);
            await TradeAsync(1, i, at, 0);
            await TradeAsync(1, i, at.AddSeconds(5), 1);                          // the same entry in two fills
            await TradeAsync(2, i, at.AddSeconds(12), 2);                         // comes after
            await TradeAsync(3, i, at.AddSeconds(i % 2 == 0 ? -9 : 9), 3);        // now before, now after
            await TradeAsync(4, i, at.AddMinutes(i % 10 == 0 ? 0.3 : 25), 4);     // on the same markets, at other times
            await TradeAsync(5, i, at.AddSeconds(20), 5);                         // busy: there an hour later as well
            await TradeAsync(5, i, at.AddSeconds(3_620), 6);
        }

        await using var connection = await database.Databases.Watcher.OpenConnectionAsync(CancellationToken.None);
        var company = await LeaderCompany.ReadAsync(connection, LeaderSamples.Wallet(1), now, CancellationToken.None);
        var ties = LockStep.Ties(company.Entries, company.Pairs);

        Assert.Equal((40, 4), (company.Entries, company.Read));
        Assert.Equal([(LeaderSamples.Wallet(2), LeaderTieKind.Follows, 40, 0), (LeaderSamples.Wallet(3), LeaderTieKind.LockStep, 40, 0)], ties.OrderBy(tie => tie.Other.Value).Select(tie => (tie.Other, tie.Kind, tie.Shared, tie.Shifted)));
        Assert.Equal(40 * 10m, company.Pairs.Single(pair => pair.Other == LeaderSamples.Wallet(2)).AfterUsdc.Amount);
        Assert.Equal(LeaderTieKind.Leads, Assert.Single(LockStep.Ties(40, (await LeaderCompany.ReadAsync(connection, LeaderSamples.Wallet(2), now, CancellationToken.None)).Pairs), tie => tie.Other == LeaderSamples.Wallet(1)).Kind);

        Task TradeAsync(int wallet, int market, DateTimeOffset time, int number) => database.ExecuteAsync(
            "insert into leader_trade (wallet, transaction_hash, condition_id, token_id, side, shares, price, filled_at) values (@wallet, @hash, @condition, @token, 'buy', 20, 0.5, @time) on conflict do nothing",
            new { wallet = LeaderSamples.Wallet(wallet), hash = "0x" + (((long)wallet << 40) + ((long)market << 20) + number).ToString("x64", System.Globalization.CultureInfo.InvariantCulture), condition = LeaderSamples.Condition(market), token = LeaderSamples.Token(market), time });
    }

    [Fact]
    public async Task Views_AreTheTenantsOwnAndTwentyAtMost()
    {
        await using var yard = await LeaderYard.StartAsync(database, crowd: 0);
        var (mine, other) = (await database.SeedTenantAsync(), await database.SeedTenantAsync());
        for (var i = 0; i < LeaderView.Most; i++) Assert.True(await yard.Changes.SaveViewAsync(mine, new($"View {i:00}", $"days={i}"), CancellationToken.None));

        Assert.False(await yard.Changes.SaveViewAsync(mine, new("One more", "days=7"), CancellationToken.None));
        Assert.True(await yard.Changes.SaveViewAsync(mine, new("View 03", "sort=edge"), CancellationToken.None));
        await yard.Changes.RemoveViewAsync(mine, "View 04", CancellationToken.None);

        var views = await yard.Query.ViewsAsync(mine, CancellationToken.None);
        Assert.Equal(19, views.Count);
        Assert.Equal("sort=edge", views.Single(view => view.Name == "View 03").Filter);
        Assert.Empty(await yard.Query.ViewsAsync(other, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => yard.Changes.SaveViewAsync(mine, new(" ", "days=7"), CancellationToken.None));
    }
}
