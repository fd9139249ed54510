using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Ledger;

public sealed class ResidualCheckTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private readonly LedgerStage _stage = new(database);

    [Fact]
    public async Task Compare_NoWallet_IsNotComparedRatherThanZero()
    {
        var residual = await CompareAsync(await database.SeedTenantAsync());

        Assert.Equal((null, null, "No wallet is connected.", false), (residual.CashApart, residual.PositionsApart, residual.WhyNot, residual.IsProved));
    }

    [Fact]
    public async Task Compare_WalletAgrees_IsProvedZero()
    {
        var tenant = await TradedAsync();
        await _stage.BalanceAsync(tenant, 494.98m);
        await _stage.HoldsAsync(tenant, 10m);

        var residual = await CompareAsync(tenant);
        Assert.Equal((Usdc.Zero, 0, null, true), (residual.CashApart, residual.PositionsApart, residual.WhyNot, residual.IsProved));
    }

    [Fact]
    public async Task Compare_MoneyAndSharesMissing_SaysHowMuch()
    {
        var tenant = await TradedAsync();
        await _stage.BalanceAsync(tenant, 490m);
        await _stage.HoldsAsync(tenant, 8.5m);

        var residual = await CompareAsync(tenant);
        Assert.Equal((Usdc.Of(-4.98m), 1, 1.5m, false), (residual.CashApart, residual.PositionsApart, residual.SharesApart, residual.IsProved));
    }

    [Fact]
    public async Task Compare_SomethingStillSettles_IsNotCompared()
    {
        var tenant = await TradedAsync();
        await _stage.BuyAsync(tenant, settlement: "matched");
        await _stage.BalanceAsync(tenant, 400m);

        _stage.Clock.Advance(TimeSpan.FromDays(1));
        var residual = await CompareAsync(tenant);
        Assert.Equal((null, "One movement is still settling."), (residual.CashApart, residual.WhyNot));
    }

    [Fact]
    public async Task Compare_BalanceOlderThanTheLastTrade_IsNotCompared()
    {
        var tenant = await TradedAsync();
        _stage.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("The balance was not read since the last movement.", (await CompareAsync(tenant)).WhyNot);
    }

    [Fact]
    public async Task Compare_PositionsNotReadSinceTheTrade_CashIsProvedAndPositionsAreNot()
    {
        var tenant = await TradedAsync();
        await _stage.BalanceAsync(tenant, 494.98m);

        var residual = await CompareAsync(tenant);
        Assert.Equal((Usdc.Zero, null, false), (residual.CashApart, residual.PositionsApart, residual.IsProved));
        Assert.StartsWith("Positions:", residual.WhyNot, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_LaterInTheDayButNotPossible_KeepsWhatWasProved()
    {
        var tenant = await TradedAsync();
        await _stage.BalanceAsync(tenant, 494.98m);
        await _stage.HoldsAsync(tenant, 10m);
        await CompareAsync(tenant);
        await _stage.BuyAsync(tenant, settlement: "matched");

        Assert.True((await CompareAsync(tenant)).IsProved);
    }

    /// <summary>500 dollars, of which ten shares were bought for 5.02.</summary>
    private async Task<TenantRef> TradedAsync()
    {
        var tenant = await database.SeedTenantAsync();
        await _stage.BalanceAsync(tenant, 500m);
        await CompareAsync(tenant);
        _stage.Clock.Advance(TimeSpan.FromMinutes(1));
        await _stage.BuyAsync(tenant);
        _stage.Clock.Advance(TimeSpan.FromMinutes(1));
        return tenant;
    }

    private async Task<LedgerResidual> CompareAsync(TenantRef tenant)
    {
        await _stage.Residuals().RunAsync([tenant], default);
        return (await _stage.Query.ReadAsync(tenant, 7, default)).Residuals[0];
    }
}
