using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Overview;

namespace CopyTrade.Tests.Web.Features.Overview;

public sealed class HomePageTests
{
    [Fact]
    public async Task Render_SampleDay_EquityIsTheSumOfItsParts()
    {
        await using var harness = Pages.Harness(SampleDay.Create());
        await harness.RenderAsync<HomePage>();

        decimal Figure(string label) => decimal.Parse(harness.Document.QuerySelector($".kpi[aria-label='{label}'] .num")!.GetAttribute("title")!.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(Figure("Equity"), Figure("Free") + Figure("At work") + Figure("Settling"));
        Assert.Contains("1 position left out", harness.Document.QuerySelector(".kpi[aria-label='Equity']")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HomeModel.StreamLength, harness.Document.QuerySelectorAll(".stream li").Length);
    }

    [Fact]
    public async Task Render_NoPriceKnown_IsADashAndNotZero()
    {
        var data = SampleDay.Create();
        data.VenueDown = true;
        await using var harness = Pages.Harness(data);
        await harness.RenderAsync<HomePage>();

        foreach (var label in (string[])["Equity", "At work", "Open result"]) Assert.Equal("—", harness.Document.QuerySelector($".kpi[aria-label='{label}'] .num")!.TextContent.Trim());
        Assert.Contains("no price known", harness.Document.QuerySelector(".kpi[aria-label='At work']")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Render_LedgerWithTrades_DrawsTheProfitAndNamesWhatIsLeftOut(bool hasTraded)
    {
        var ledger = new FakePerformance();
        if (hasTraded) ledger.Trade();
        await using var harness = Pages.Harness(SampleDay.Create(), performance: ledger);
        await harness.RenderAsync<HomePage>();

        var panel = harness.Document.QuerySelector(".home-profit");
        if (!hasTraded) Assert.Null(panel);
        else Assert.Equal("30 days, after fees; 1 position without a known value is left out", panel!.QuerySelector(".panel-note")!.TextContent);
    }

    [Fact]
    public async Task Render_NothingSettles_SaysNoneAndNotZero()
    {
        var data = new FakeData { View = PageData.ConnectedWallet(), Status = PageData.Status(unsettled: 0) };
        await using var harness = Pages.Harness(data);
        await harness.RenderAsync<HomePage>();

        var settling = harness.Document.QuerySelector(".kpi[aria-label='Settling']")!.TextContent;
        Assert.Contains("none", settling, StringComparison.Ordinal);
        Assert.Contains("every match is final", settling, StringComparison.Ordinal);
        Assert.DoesNotContain("$", settling, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_OnlyASaleSettles_SaysASaleAndNoDollars()
    {
        var data = new FakeData { View = PageData.ConnectedWallet(), Status = PageData.Status(unsettled: 1) };
        data.Held.Add(PageData.Position(1, PageData.Target(1, null), 12m, 0.4m) with { Outgoing = Shares.Of(12m) });
        await using var harness = Pages.Harness(data);
        await harness.RenderAsync<HomePage>();

        var settling = harness.Document.QuerySelector(".kpi[aria-label='Settling']")!.TextContent;
        Assert.Contains("1 sale", settling, StringComparison.Ordinal);
        Assert.Contains("sold, at work until it is final", settling, StringComparison.Ordinal);
        Assert.DoesNotContain("$", settling, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_BooksApartFromTheWallet_IsSomethingThatNeedsYou()
    {
        var data = SampleDay.Create();
        data.Drifts.AddRange([PageData.Drift(0, 40m, 38.5m, TimeSpan.FromMinutes(12)), PageData.Drift(1, 73m, 73m)]);
        await using var harness = Pages.Harness(data);
        await harness.RenderAsync<HomePage>();

        var item = Assert.Single(harness.Document.QuerySelectorAll(".todo li"), li => li.TextContent.Contains("apart from the wallet", StringComparison.Ordinal));
        Assert.Contains("1 outcome apart", item.TextContent, StringComparison.Ordinal);
        Assert.Contains("−1.50 shares; our books hold more than the wallet, for 12 m", item.TextContent, StringComparison.Ordinal);
        Assert.Equal("/sync", item.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Render_NewUser_ShowsThreeStepsAndFollowsALeaderWithOneClick()
    {
        var data = new FakeData { Leaders = SampleDay.Create().Leaders };
        await using var harness = Pages.Harness(data);
        await harness.RenderAsync<HomePage>();
        Assert.Equal(6, harness.Document.QuerySelectorAll(".first-steps ol > li").Length);
        Assert.Equal("—", harness.Document.QuerySelector(".kpi[aria-label='Equity'] .num")!.TextContent);

        await harness.ClickAsync(".leaders button:not(.icon-btn)");

        Assert.Equal(data.Leaders[0].Wallet, Assert.Single(data.Cards).Target.Wallet);
        Assert.Equal(1, harness.Document.QuerySelectorAll(".first-steps .step-done").Length);
    }

    [Fact]
    public async Task Render_QueriesFail_SaysSoInEveryPanelAndShowsNoNumber()
    {
        await using var harness = Pages.Harness(new FakeData { Failure = new InvalidOperationException("secret") });
        await harness.RenderAsync<HomePage>();

        Assert.True(harness.Document.QuerySelectorAll("[role=alert]").Length >= 4);
        Assert.DoesNotContain("$0.00", harness.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", harness.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_OfThisTenant_DrawsTheNewStory()
    {
        var data = SampleDay.Create();
        await using var harness = Pages.Harness(data);
        await harness.RenderAsync<HomePage>();
        data.Stories.Add(PageData.Story(900, data.Cards[0].Target, ActivityResult.Matched, TimeSpan.Zero, title: "Brand-new market"));

        data.Announce(ChangeKind.Orders, PageData.Tenant.Tenant);
        var clock = (Fixtures.ManualTimeProvider)harness.Service<TimeProvider>();
        await clock.TimerSetAsync(TimeSpan.FromMilliseconds(250));
        clock.Advance(TimeSpan.FromSeconds(1));

        await harness.WaitForAsync(d => d.QuerySelector(".stream li")!.TextContent.Contains("Brand-new market", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Render_MarkupInATitle_IsText()
    {
        var data = SampleDay.Create(0);
        data.Stories.Add(PageData.Story(1, data.Cards[0].Target, ActivityResult.Confirmed, TimeSpan.Zero, title: "<img src=x onerror=alert(1)>"));
        await using var harness = Pages.Harness(data);
        await harness.RenderAsync<HomePage>();

        Assert.Empty(harness.Document.QuerySelectorAll(".stream img"));
    }
}
