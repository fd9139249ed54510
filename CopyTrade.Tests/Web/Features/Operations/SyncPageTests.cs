using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Web.Features.Operations;

public sealed class SyncPageTests
{
    private readonly FakeData _data = SampleDay.Create();
    private readonly FakeSync _sync = new();
    private readonly FakeOrders _orders = new();
    private readonly FakeRuleHosts _rules = new();

    [Fact]
    public async Task Render_AllWell_SaysSoInOneSentence()
    {
        await using var harness = await RenderAsync();

        Assert.Contains("Our books agree with the venue as far as it has told us.", Head(harness), StringComparison.Ordinal);
        Assert.Contains("no order is under way", harness.Document.QuerySelector(".kpi[aria-label='Oldest answer']")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("This host has asked the venue for nothing yet.", harness.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_StaleAndUnknownOrders_AreCountedAndListed()
    {
        _sync.Health = new(182_000, 2, 1, PageData.Now.AddSeconds(-20));
        _orders.Add(1, _data.Cards[0].Target, OrderStage.Unknown);
        _orders.Add(2, _data.Cards[0].Target, OrderStage.Resting);
        await using var harness = await RenderAsync();

        Assert.Contains("2 stale, 1 never heard of, 1 of unknown outcome", Head(harness), StringComparison.Ordinal);
        Assert.Contains("2 orders have had no word", harness.Document.QuerySelector(".notice-warn")!.TextContent, StringComparison.Ordinal);
        Assert.Single(harness.Document.QuerySelectorAll("a[href^='/orders/']"));
    }

    [Fact]
    public async Task Render_Budgets_ShowUsedOfAllowedOurOwnPaceFirst()
    {
        _sync.Budgets.Add(new("venue", "trades of a wallet", 31, 200, TimeSpan.FromSeconds(10), 0));
        _sync.Budgets.Add(new("watch", "single wallets", 12, 12, TimeSpan.FromSeconds(1), 7));
        await using var harness = await RenderAsync();

        var meters = harness.Document.QuerySelectorAll(".budgets .meter");
        Assert.Equal(["Single wallets, 1 s", "Trades of a wallet, 10 s"], meters.Select(meter => meter.GetAttribute("aria-label")));
        Assert.Equal(["12 of 12", "31 of 200"], meters.Select(meter => meter.QuerySelector(".num")!.TextContent));
        Assert.Contains("full 7 times since the start", meters[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("meter-full", meters[0].ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_Feeds_ShowTheAgeOfTheirDataAndNotAConnection()
    {
        _data.Feeds.Clear();
        _data.Feeds.AddRange([new("activity-stream", PageData.Now.AddSeconds(-1), FeedCondition.Fresh, null), new("market-stream", PageData.Now.AddSeconds(-41), FeedCondition.Stale, "Resubscribed."), new("data-drain", null, FeedCondition.Idle, null)]);
        await using var harness = await RenderAsync();

        var feeds = harness.Document.QuerySelector("[aria-label='Feeds']")!.TextContent;
        foreach (var words in (string[])["1.0 s", "41 s", "stale", "Resubscribed.", "nothing to watch"]) Assert.Contains(words, feeds, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_HostsThatJudgeRules_TellTheirOwnBreakerAndSilence()
    {
        _rules.Hosts.AddRange(
        [
            new("one/11", PageData.Now.AddSeconds(-4), PageData.Now.AddSeconds(-4), 3, 1, 0, null),
            new("three/33", PageData.Now.AddMinutes(-5), PageData.Now.AddMinutes(-5), 3, 0, 0, null),
            new("two/22", PageData.Now.AddSeconds(-2), PageData.Now.AddSeconds(-2), 3, 0, 5, PageData.Now.AddSeconds(50)),
        ]);
        await using var harness = await RenderAsync();

        var hosts = harness.Document.QuerySelectorAll("#rules li").Select(host => host.TextContent).ToList();
        Assert.Contains("3 active rules, 1 without a fresh price. Breaker closed.", hosts[0], StringComparison.Ordinal);
        Assert.Contains("Not heard of for two minutes", hosts[1], StringComparison.Ordinal);
        Assert.Contains("Breaker open until", hosts[2], StringComparison.Ordinal);
        Assert.Contains("5 failures in a row", hosts[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_PositionsApart_ShowTheDifferenceAsANumberWithItsVerdict()
    {
        _data.Drifts.AddRange([PageData.Drift(0, 40m, 38.5m, TimeSpan.FromMinutes(12)), PageData.Drift(1, 73m, 73m), PageData.Drift(2, 5m, null)]);
        await using var harness = await RenderAsync();

        var rows = harness.Document.QuerySelectorAll(".grid-positions .rz-data-row").Select(row => row.TextContent).ToList();
        Assert.Contains("−1.50", rows[0], StringComparison.Ordinal);
        Assert.Contains("our books hold more than the wallet, for 12 m", rows[0], StringComparison.Ordinal);
        Assert.Contains("agrees", rows[1], StringComparison.Ordinal);
        Assert.Contains("not known: neither venue nor chain answered", rows[2], StringComparison.Ordinal);
        Assert.Contains("1 positions apart", Head(harness), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_NotReadable_ShowsNoFigureOfIt()
    {
        _sync.Failure = new InvalidOperationException("secret");
        await using var harness = await RenderAsync();

        Assert.Null(harness.Document.QuerySelector(".kpi"));
        Assert.DoesNotContain("secret", harness.Html, StringComparison.Ordinal);
        Assert.Contains("Could not load the figures", harness.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_OrdersThatEnded_TellsHowManyWereExecuted()
    {
        foreach (var (n, stage) in new[] { OrderStage.Confirmed, OrderStage.Settling, OrderStage.Confirmed, OrderStage.Failed, OrderStage.Canceled, OrderStage.Resting }.Index()) _orders.Add(n + 1, PageData.Target(1, null), stage);
        await using var harness = await RenderAsync();

        var figures = harness.Document.QuerySelectorAll("#execution div").ToDictionary(one => one.QuerySelector("dt")!.TextContent, one => one.QuerySelector("dd")!.TextContent);
        Assert.Equal(("75.0%", "6, 1 working", "3", "1", "1"), (figures["Success rate"], figures["Written"], figures["Executed"], figures["Failed"], figures["Cancelled"]));
    }

    private static string Head(ComponentHarness harness) => harness.Document.QuerySelector(".page-head p")!.TextContent;

    private async Task<ComponentHarness> RenderAsync()
    {
        var harness = Pages.Harness(_data, services => services.AddSingleton<ISyncHealthQuery>(_sync).AddSingleton<IRequestBudgets>(_sync).AddSingleton<IOrderLinesQuery>(_orders).AddSingleton<CopyTrade.Domain.Rules.IRuleHosts>(_rules));
        await harness.RenderAsync<SyncPage>();
        return harness;
    }
}
