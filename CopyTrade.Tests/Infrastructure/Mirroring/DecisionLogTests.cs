using CopyTrade.Infrastructure.Operations;
using CopyTrade.Tests.Fixtures;
using Npgsql;

namespace CopyTrade.Tests.Infrastructure.Mirroring;

public sealed class DecisionLogTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly MirrorHouse _house = new(database);

    public void Dispose() => _house.Dispose();

    [Theory, InlineData("update copy_decision set reason = 'other'"), InlineData("delete from copy_decision"), InlineData("truncate copy_decision cascade")]
    public async Task Decision_OnceWritten_IsNeverChangedOrTakenBack(string change)
    {
        var wallet = MirrorHouse.NewWallet();
        await _house.FollowAsync(wallet);
        await _house.SeeAsync(_house.Trade(wallet));
        await _house.RouteAllAsync();

        Assert.Contains("append-only", (await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync(change))).Message, StringComparison.Ordinal);
    }

    /// <summary>R0.9, R0.46, R0.50: the second look at a decided fill writes nothing; it is a number under the source's own name.</summary>
    [Fact]
    public async Task Fill_RoutedAgain_IsCountedAsAlreadyPlacedAndOrderedOnce()
    {
        using var metrics = new PrometheusText("CopyTrade.Mirroring");
        var wallet = MirrorHouse.NewWallet();
        var (tenant, _) = await _house.FollowAsync(wallet);
        var trade = _house.Trade(wallet);
        await _house.SeeAsync(trade);
        await _house.RouteAllAsync();

        await database.ExecuteAsync("update observed_fill set routed_at = null where transaction_hash = @Transaction", new { trade.Transaction });
        await _house.RouteAllAsync();

        Assert.Equal("ok", Assert.Single(await _house.DecisionsAsync(tenant)).Reason);
        Assert.Single(await database.QueryAsync<Guid>("select id from trade_order where billing_account_id = @Tenant", new { tenant.Tenant }));
        var text = metrics.Scrape();
        Assert.Contains("poly_mirror_decisions_total{outcome=\"placed\",reason=\"ok\",source=\"wallet-drain\",placement=\"gtc\"} ", text, StringComparison.Ordinal);
        Assert.Contains("poly_mirror_decisions_total{outcome=\"skipped\",reason=\"already_placed\",", text, StringComparison.Ordinal);
        Assert.Contains("poly_mirror_decision_lag_ms_count{source=\"wallet-drain\"} ", text, StringComparison.Ordinal);
    }
}
