using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Wallets;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Web.Features.Wallets;

public sealed class WalletPageTests
{
    [Fact]
    public async Task Connect_DemoWithOneClick_ShowsTheWalletAndItsTicks()
    {
        await using var harness = Pages.Harness(new FakeData());
        await harness.RenderAsync<WalletPage>();
        Assert.Empty(harness.Document.QuerySelectorAll("input[type=password], input[name*=key]"));

        await harness.ClickAsync("#connect");

        Assert.Equal(5, harness.Document.QuerySelectorAll(".ready-done").Length);
        Assert.StartsWith("Ready. At most $10.00 an order", harness.Document.QuerySelector(".page-head p")!.TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_Live_NeedsConsentFirst()
    {
        await using var harness = Pages.Harness(new FakeData { Mode = VenueMode.Live });
        await harness.RenderAsync<WalletPage>();

        Assert.NotNull(harness.Document.QuerySelector("#connect[disabled]"));
    }

    [Fact]
    public async Task Render_NotReady_HeadSaysWhatIsMissing()
    {
        await using var harness = Pages.Harness(new FakeData { View = PageData.ConnectedWallet(ready: false) });
        await harness.RenderAsync<WalletPage>();

        Assert.Equal("Not ready: approvals. The exchange is not approved yet.", harness.Document.QuerySelector(".page-head p")!.TextContent.Trim());
    }

    [Fact]
    public async Task EnableTrading_OneStepMissing_IsAskedForOnceAndShownOnItsWay()
    {
        var data = new FakeData { View = PageData.ConnectedWallet(), Approval = ApprovalState.Missing };
        await using var harness = Pages.Harness(data);
        await harness.RenderAsync<WalletPage>();
        Assert.Contains("1 of 2 are missing", harness.Document.Body!.TextContent, StringComparison.Ordinal);

        await harness.ClickAsync("#enable-trading");

        Assert.Equal(1, data.EnabledTimes);
        Assert.Contains("on its way", harness.Document.QuerySelector(".approval-open")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(harness.Document.QuerySelector("#enable-trading[disabled]"));
    }

    [Fact]
    public async Task Approvals_StepRefused_SaysWhyAndCanBeAskedForAgain()
    {
        await using var harness = Pages.Harness(new FakeData { View = PageData.ConnectedWallet(), Approval = ApprovalState.Refused });
        await harness.RenderAsync<WalletPage>();

        Assert.Contains("There is not enough POL.", harness.Document.QuerySelector(".approval-open")!.TextContent, StringComparison.Ordinal);
        Assert.Null(harness.Document.QuerySelector("#enable-trading[disabled]"));
    }

    [Theory]
    [InlineData("2,50", "Save: up to $2.50 an order")]
    [InlineData("2.50", "Save: up to $2.50 an order")]
    [InlineData("1,000.50", null)]
    [InlineData("1,000", null)]
    public async Task EditCaps_PointOrComma_IsReadOrRefusedAndNeverGuessed(string typed, string? says)
    {
        await using var harness = Pages.Harness(new FakeData { View = PageData.ConnectedWallet() });
        await harness.RenderAsync<WalletPage>();
        await harness.ClickAsync("#edit-caps");

        await harness.ChangeAsync("[aria-label='Most for one order in USDC']", typed);

        var save = harness.Document.QuerySelector("#save-caps")!;
        Assert.Equal(says is null, save.HasAttribute("disabled"));
        if (says is null) Assert.Contains("Most for one order in USDC: ", harness.Document.QuerySelector(".caps-edit .field-error")!.TextContent, StringComparison.Ordinal);
        else Assert.StartsWith(says, save.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveCaps_AboveThePlatform_AreKeptAndTheEffectiveOnesBind()
    {
        var data = new FakeData { View = PageData.ConnectedWallet() };
        var model = Model(data);
        await model.LoadAsync();
        model.Edit();
        model.Editing!.PerOrder = 50m;
        Assert.Equal(["an order to $20.00"], model.Editing.Bounded(data.View.Platform));

        Assert.True(model.AsksPerson);
        Assert.True(await model.SaveCapsAsync(FakeStepUp.Person));

        Assert.Equal((50m, 20m), (data.View.Grant!.PerOrder.Amount, data.View.Effective!.PerOrder.Amount));
    }

    [Fact]
    public async Task SaveCaps_Smaller_AskNobody()
    {
        var model = Model(new FakeData { View = PageData.ConnectedWallet() });
        await model.LoadAsync();
        model.Edit();
        model.Editing!.PerOrder = 1m;

        Assert.False(model.AsksPerson);
    }

    [Fact]
    public async Task SaveCaps_DayBelowOneOrder_IsRefusedBeforeItIsSent()
    {
        var data = new FakeData { View = PageData.ConnectedWallet() };
        var model = Model(data);
        await model.LoadAsync();
        model.Edit();
        model.Editing!.Daily = 5m;

        Assert.False(await model.SaveCapsAsync());

        Assert.Equal(500m, data.View.Grant!.Daily.Amount);
    }

    [Fact]
    public async Task DisconnectEffects_PositionsHeld_SayThatNothingSellsThem()
    {
        var model = Model(new FakeData { View = PageData.ConnectedWallet(), Status = PageData.Status() });
        await model.LoadAsync();

        Assert.Equal("Your 3 open positions stay yours, but CopyTrade can no longer sell for you.", model.DisconnectEffects()[1]);
    }

    private static WalletModel Model(FakeData data) => new(data, data, data, data, Pages.Tenants, data, Pages.Clock(), NullLogger<WalletModel>.Instance);

    [Theory, InlineData(false), InlineData(true)]
    public async Task Render_TradesMadeElsewhere_AreCountedAndListedAndNothingIsInvented(bool isRead)
    {
        var performance = new FakePerformance
        {
            Elsewhere = isRead
                ? new(PageData.Now.AddMinutes(-3), 3, Usdc.Of(-12m), [new(PageData.Now.AddHours(-1), OrderSide.Buy, ConditionId.Parse("0x" + new string('a', 64)), TokenId.Parse("11"), Shares.Of(20m), Price.Of(0.6m), "Rain in Lisbon?", "Yes", TransactionHash.Parse("0x" + new string('b', 64)))])
                : new(null, 0, Usdc.Zero, []),
        };
        await using var harness = Pages.Harness(new FakeData { View = PageData.ConnectedWallet() }, performance: performance);
        await harness.RenderAsync<WalletPage>();

        var panel = harness.Document.QuerySelector(".wallet-elsewhere")!.TextContent.Replace("\u2060", "", StringComparison.Ordinal);
        if (isRead)
        {
            Assert.Contains("3 trades of this wallet were not ours.", panel, StringComparison.Ordinal);
            Assert.Contains("−$12.00 before fees", panel, StringComparison.Ordinal);
            Assert.Contains("The newest 1 of 3.", panel, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains("was not read yet", panel, StringComparison.Ordinal);
            Assert.DoesNotContain("$", panel, StringComparison.Ordinal);
        }
    }

    [Theory, InlineData(3, "At least 3 trades of this wallet were not ours."), InlineData(0, "is long and still being read")]
    public async Task Render_RecordOfTradesStillBeingRead_SaysAtLeastAndNoSum(int count, string says)
    {
        var performance = new FakePerformance { Elsewhere = new(PageData.Now.AddHours(-1), count, Usdc.Of(-12m), []) { IsWhole = false } };
        await using var harness = Pages.Harness(new FakeData { View = PageData.ConnectedWallet() }, performance: performance);
        await harness.RenderAsync<WalletPage>();

        var panel = harness.Document.QuerySelector(".wallet-elsewhere")!.TextContent.Replace("\u2060", "", StringComparison.Ordinal);
        Assert.Contains(says, panel, StringComparison.Ordinal);
        Assert.DoesNotContain("$", panel, StringComparison.Ordinal);
    }
}
