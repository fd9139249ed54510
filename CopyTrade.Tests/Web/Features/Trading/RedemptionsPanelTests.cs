using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Trading;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Web.Features.Trading;

public sealed class RedemptionsPanelTests
{
    private static readonly ConditionId Stuck = ConditionId.Parse("0x" + new string('1', 64));

    [Fact]
    public async Task Render_GivenUp_SaysWhyAndIsAskedForAgainByAButtonWithItsSum()
    {
        var money = new FakeMoney(new FakeData());
        money.Jobs.Add(Job(Stuck, RedeemState.Abandoned, 12.5m, detail: "There is not enough POL."));
        money.Jobs.Add(Job(Stuck, RedeemState.Abandoned, 12.5m, detail: "an older try"));
        money.Jobs.Add(Job(ConditionId.Parse("0x" + new string('2', 64)), RedeemState.Confirmed, 7m));
        money.Jobs.Add(Job(ConditionId.Parse("0x" + new string('3', 64)), RedeemState.Submitted, 3m));
        await using var harness = Pages.Harness(new FakeData(), services => services.AddSingleton<IRedemptionsQuery>(money).AddSingleton<IRedeemAgain>(money));
        await harness.RenderAsync<PositionsPage>();

        var rows = harness.Document.QuerySelectorAll(".redemptions li");
        Assert.Equal(3, rows.Length);
        Assert.Contains("There is not enough POL.", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Redeemed +$7.00", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("on its way", rows[2].TextContent, StringComparison.Ordinal);
        Assert.Equal("Redeem $12.50", Assert.Single(harness.Document.QuerySelectorAll("button.redeem")).TextContent);

        await harness.ClickAsync("button.redeem");

        Assert.Equal([Stuck], money.Redeemed);
    }

    [Fact]
    public async Task Render_NothingDecided_ShowsNoPanel()
    {
        await using var harness = Pages.Harness(new FakeData());
        await harness.RenderAsync<PositionsPage>();

        Assert.Empty(harness.Document.QuerySelectorAll(".redemptions"));
    }

    private static RedemptionRow Job(ConditionId condition, RedeemState state, decimal expected, string? detail = null) =>
        new(Guid.NewGuid(), condition, state, 3, null, Usdc.Of(expected), detail, PageData.Now.AddHours(-1), state == RedeemState.Confirmed ? PageData.Now.AddMinutes(-5) : null, "Will it rain?");
}
