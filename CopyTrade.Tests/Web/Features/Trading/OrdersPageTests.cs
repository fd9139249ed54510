using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Trading;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Web.Features.Trading;

public sealed class OrdersPageTests
{
    private readonly FakeOrders _orders = new();

    [Fact]
    public async Task Render_OrdersOfEveryStage_CountsThatAddUp()
    {
        foreach (var (stage, n) in Enum.GetValues<OrderStage>().Select((stage, n) => (stage, n + 1)))
            _orders.Add(n, PageData.Target(1, "quiet.harbor"), stage, failure: stage == OrderStage.Failed ? OrderFailure.CapExceededDaily : null);
        await using var harness = await RenderAsync();

        Assert.StartsWith("8 orders = 3 working + 1 settling + 1 confirmed + 1 cancelled + 2 failed.", Says(harness), StringComparison.Ordinal);
        Assert.Contains("1 with unknown outcome", Says(harness), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_Order_ShowsBothClocksApart()
    {
        _orders.Add(1, PageData.Target(1, "quiet.harbor"), OrderStage.Settling, Matches(settling: 6m, confirmed: 4m, held: 4m));
        await using var harness = await RenderAsync();

        var row = harness.Document.QuerySelector(".grid-orders .rz-data-row")!;
        Assert.Contains("300 ms", row.QuerySelector(".g-lag")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("9 ms", row.QuerySelector(".g-own .num")!.TextContent);
        Assert.Contains("answer 31 ms", row.QuerySelector(".g-own")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("6.00 settling, 4.00 confirmed", row.QuerySelector(".g-settle")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("4.00 held", row.QuerySelector(".g-pos")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("copy of quiet.harbor", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_FailedOrder_SaysWhyInWordsWithTheNumbers()
    {
        _orders.Add(1, PageData.Target(1, null), OrderStage.Failed, failure: OrderFailure.CapExceededDaily, detail: "24 h: $498.10 + $5.00 is above $500.00");
        await using var harness = await RenderAsync();

        var state = harness.Document.QuerySelector(".grid-orders .g-out")!.TextContent;
        Assert.Contains("24 h cap reached", state, StringComparison.Ordinal);
        Assert.Contains("$498.10 + $5.00 is above $500.00", state, StringComparison.Ordinal);
        Assert.Contains("never sent", harness.Document.QuerySelector(".grid-orders .g-own")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_RestingOrder_CountsDownAndCanBeCancelled()
    {
        _orders.Add(1, PageData.Target(1, null), OrderStage.Resting, restsUntil: PageData.Now.AddSeconds(90));
        _orders.Add(2, PageData.Target(1, null), OrderStage.Confirmed, Matches(confirmed: 10m, held: 10m));
        await using var harness = await RenderAsync();

        Assert.Contains("leaves in 1 m", harness.Document.QuerySelector(".grid-orders .g-out")!.TextContent, StringComparison.Ordinal);
        Assert.Single(harness.Document.QuerySelectorAll(".g-acts button"));
    }

    [Fact]
    public async Task Render_FirstOfSeveralPages_LinksTheOlderOne()
    {
        _orders.Add(1, PageData.Target(1, null), OrderStage.Confirmed);
        _orders.HasOlder = true;
        await using var harness = await RenderAsync("/orders?show=confirmed&side=buy&since=day");

        var link = harness.Document.QuerySelector(".pager a")!.GetAttribute("href")!;
        Assert.Contains("after=older-cursor", link, StringComparison.Ordinal);
        Assert.Contains("show=confirmed", link, StringComparison.Ordinal);
        Assert.Equal(new OrderFilter(OrderGroup.Confirmed, Side: OrderSide.Buy, Since: PageData.Now.AddDays(-1)), _orders.LastFilter);
    }

    [Fact]
    public async Task Render_SecondPage_ReadsFromItsCursor()
    {
        _orders.Add(1, PageData.Target(1, null), OrderStage.Confirmed);
        await using var harness = await RenderAsync("/orders?after=older-cursor");

        Assert.Equal("older-cursor", _orders.LastCursor);
        Assert.Equal("Newest", Assert.Single(harness.Document.QuerySelectorAll(".pager a")).TextContent);
    }

    [Fact]
    public async Task Render_NoOrders_SaysWhatMakesOne()
    {
        await using var harness = await RenderAsync();

        Assert.Contains("No orders yet", harness.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_SecondPageThatIsEmpty_OffersTheNewest()
    {
        await using var harness = await RenderAsync("/orders?after=older-cursor");

        Assert.Contains("Nothing matches", harness.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Newest"], harness.Document.QuerySelectorAll(".pager a").Select(link => link.TextContent));
    }

    [Fact]
    public async Task Render_FilterThatNothingFits_OffersEverything()
    {
        _orders.Add(1, PageData.Target(1, null), OrderStage.Confirmed);
        await using var harness = await RenderAsync("/orders?show=failed");

        Assert.Contains("No order of yours fits this filter.", harness.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/orders", harness.Document.QuerySelector(".empty a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Render_RejectedOrder_GivesTheVenuesReasonInTheList()
    {
        _orders.Add(1, PageData.Target(1, null), OrderStage.Failed, failure: OrderFailure.Rejected, detail: "not enough balance / allowance");
        await using var harness = await RenderAsync();

        var state = harness.Document.QuerySelector(".grid-orders .g-out")!;
        Assert.Contains("Refused by the venue", state.TextContent, StringComparison.Ordinal);
        Assert.Equal("not enough balance / allowance", state.QuerySelector(".why-line")!.TextContent);
    }

    [Fact]
    public async Task Render_NotReadable_SaysSoAndComesBackWithTheRows()
    {
        _orders.Add(1, PageData.Target(1, null), OrderStage.Confirmed);
        _orders.Failure = new InvalidOperationException("secret");
        await using var harness = await RenderAsync();
        Assert.Contains("Could not load the orders", harness.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", harness.Html, StringComparison.Ordinal);
        _orders.Failure = null;

        await harness.ClickAsync("[role=alert] button");

        Assert.Single(harness.Document.QuerySelectorAll(".grid-orders .rz-data-row"));
    }

    private static OrderMatches Matches(decimal settling = 0m, decimal confirmed = 0m, decimal held = 0m) =>
        new(Shares.Zero, Shares.Of(settling), Shares.Of(confirmed), Shares.Zero, Price.Of(0.47m), Usdc.Zero, Shares.Of(held), Shares.Zero);

    private static string Says(ComponentHarness harness) => string.Join(' ', harness.Document.QuerySelector(".page-head p")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task<ComponentHarness> RenderAsync(string address = "/orders")
    {
        var harness = Pages.Harness(new FakeData(), services => services.AddSingleton<IOrderLinesQuery>(_orders).AddSingleton<CopyTrade.Domain.Mirroring.IOrderCauses>(_orders).AddSingleton<IOrderCancellation>(_orders));
        harness.Navigation.NavigateTo(address);
        await harness.RenderAsync<OrdersPage>();
        return harness;
    }
}
