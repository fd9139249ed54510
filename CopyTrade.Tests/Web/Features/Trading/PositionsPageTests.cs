using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Trading;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features;
using CopyTrade.Web.Features.Trading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Web.Features.Trading;

public sealed class PositionsPageTests
{
    [Fact]
    public async Task Render_OneWithoutABook_IsADashWithItsReasonAndLeftOut()
    {
        await using var harness = Pages.Harness(SampleDay.Create());
        await harness.RenderAsync<PositionsPage>();

        Assert.Contains("1 has no known value and is left out.", harness.Document.QuerySelector(".page-head p")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("the venue has no book", harness.Document.QuerySelector(".grid-positions")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("+14.69 shares", harness.Document.QuerySelector(".grid-positions")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_ComparedWithTheWallet_ShowsTheDriftOfEachOutcome()
    {
        var data = SampleDay.Create();
        data.Drifts.AddRange([PageData.Drift(0, 40m, 38.5m, TimeSpan.FromMinutes(12)), PageData.Drift(1, 73m, 73m)]);
        await using var harness = Pages.Harness(data);
        await harness.RenderAsync<PositionsPage>();

        var cells = harness.Document.QuerySelectorAll(".grid-positions .rz-data-row").ToDictionary(row => row.QuerySelector(".cell-market")!.TextContent, row => row.QuerySelector(".g-drift")!);
        Assert.Equal("−1.50", cells[PageData.MarketTitle(0)].QuerySelector(".is-warn")!.TextContent);
        Assert.Contains("Books 40.00 over all targets, wallet 38.50", cells[PageData.MarketTitle(0)].QuerySelector(".cell-2")!.GetAttribute("title"), StringComparison.Ordinal);
        Assert.Equal("agrees", cells[PageData.MarketTitle(1)].QuerySelector(".num")!.TextContent);
        Assert.Equal("—", cells[PageData.MarketTitle(2)].QuerySelector(".is-none")!.TextContent);
    }

    [Fact]
    public async Task Render_ExitThatWasNotCopied_SaysSoBesideItsOrder()
    {
        var data = SampleDay.Create();
        var order = new OrderId(Guid.Parse("0e000000-0000-0000-0000-00000000abcd"));
        data.Held[1] = data.Held[1] with { Stranded = new(order, null, StrandReason.NoBid, Shares.Zero, PageData.Now) };
        await using var harness = Pages.Harness(data);
        await harness.RenderAsync<PositionsPage>();

        var row = Row(harness, 1);
        Assert.Contains("Their wallet sold; yours did not: no bid within 10 %.", row.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/orders/{order}", row.QuerySelector(".is-warn a")!.GetAttribute("href"));
        Assert.Contains("Close", row.QuerySelector(".g-acts")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_SharesInAWalletThatIsNotConnected_NamesItAndSellsNothing()
    {
        var data = SampleDay.Create();
        data.Held[1] = data.Held[1] with { Holder = PageData.Wallet(98) };
        await using var harness = Pages.Harness(data);
        await harness.RenderAsync<PositionsPage>();

        var row = Row(harness, 1);
        Assert.Contains("in wallet", row.TextContent, StringComparison.Ordinal);
        Assert.Empty(row.QuerySelectorAll(".g-acts button"));
        Assert.Contains("not connected", row.QuerySelector(".g-acts")!.TextContent, StringComparison.Ordinal);
    }

    private static AngleSharp.Dom.IElement Row(CopyTrade.Tests.Fixtures.ComponentHarness harness, int n) =>
        harness.Document.QuerySelectorAll(".grid-positions .rz-data-row").Single(row => row.QuerySelector(".cell-market")!.TextContent == PageData.MarketTitle(n));

    [Fact]
    public async Task Render_NoPriceKnown_HeadHasDashesAndNoZero()
    {
        var data = SampleDay.Create();
        data.VenueDown = true;
        await using var harness = Pages.Harness(data);
        await harness.RenderAsync<PositionsPage>();

        Assert.Contains("— if sold now, — open result", harness.Document.QuerySelector(".page-head p")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_ReadFails_KeepsTheAgeOfThePricesShown()
    {
        var (data, rules, clock) = (SampleDay.Create(), new FakeRules(), Pages.Clock());
        await using var harness = Pages.Harness(data, services => services.AddSingleton<TimeProvider>(clock), rules);
        var page = harness.Service<PositionsModel>();
        await page.LoadAsync();
        var at = page.All.ReadAt;
        clock.Advance(TimeSpan.FromMinutes(1));
        data.Failure = new InvalidOperationException("no database");

        await page.LoadAsync();

        Assert.NotNull(at);
        Assert.Equal((at, true), (page.All.ReadAt, page.All.IsStale));
    }

    [Fact]
    public async Task Close_OpenPosition_IsARuleThatEveryPriceFires()
    {
        var (data, rules, clock) = (SampleDay.Create(), new FakeRules(), Pages.Clock());
        var page = new PositionsModel(data, data, data, rules, rules, new PositionPricer(data, clock), Pages.Tenants, data, clock, NullLogger<PositionsModel>.Instance);
        await page.LoadAsync();
        var position = page.In(PositionTab.Open).First(row => row.Value is not null);

        Assert.Null(await page.CloseAsync(position.Row));

        Assert.StartsWith("make StopLoss 0.999", Assert.Single(rules.Wishes), StringComparison.Ordinal);
        var terms = CloseNow.Of(position.Row.Condition, position.Row.Token, position.Row.Book, clock.GetUtcNow());
        Assert.Equal((position.Row.Book, (ExitAction)ExitAction.SellAll.Instance), (terms.Book, terms.Action));
        Assert.True(terms.IsMetAt(Price.Of(0.001m)) && terms.IsMetAt(Price.Of(0.999m)));
        Assert.Null(RuleCheck.Problem(terms, clock.GetUtcNow()));
        Assert.Contains("against what they cost", PositionsModel.CloseEffects(position)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Close_PageLeftBeforeItIsAskedFor_IsAskedForAllTheSame()
    {
        var asked = new TaskCompletionSource();
        var (data, rules, clock) = (SampleDay.Create(), new FakeRules { BeforeCreating = asked.Task }, Pages.Clock());
        var page = new PositionsModel(data, data, data, rules, rules, new PositionPricer(data, clock), Pages.Tenants, data, clock, NullLogger<PositionsModel>.Instance);
        await page.LoadAsync();

        var closing = page.CloseAsync(page.In(PositionTab.Open)[0].Row);
        page.Stop();
        asked.SetResult();
        await closing;

        Assert.Single(rules.Wishes);
    }

    [Fact]
    public async Task Render_Guarded_NamesItsRulesAndOffersMore()
    {
        var rules = new FakeRules();
        rules.Add(0, RuleKind.TakeProfit, 0.60m);
        rules.Add(0, RuleKind.StopLoss, 0.40m);
        await using var harness = Pages.Harness(SampleDay.Create(), rules: rules);
        await harness.RenderAsync<PositionsPage>();

        var cells = harness.Document.QuerySelectorAll(".grid-positions .rz-data-row").ToDictionary(row => row.QuerySelector(".cell-market")!.TextContent, row => row.QuerySelector(".g-acts")!);
        Assert.Equal(["stop 40.0¢", "target 60.0¢"], cells[PageData.MarketTitle(0)].QuerySelectorAll("a").Select(link => link.TextContent));
        Assert.Equal($"Protect No in {PageData.MarketTitle(0)}", cells[PageData.MarketTitle(0)].QuerySelector("button")!.GetAttribute("aria-label"));
        Assert.Contains("no stop", cells[PageData.MarketTitle(1)].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_ClosedTab_ShowsWhatWasRealised()
    {
        await using var harness = Pages.Harness(SampleDay.Create());
        harness.Navigation.NavigateTo("/positions?tab=closed");
        await harness.RenderAsync<PositionsPage>();

        Assert.Contains("+$4.20", harness.Document.QuerySelector(".grid-closed")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PositionState.Loser, -4, "Lost −$4.00")]
    [InlineData(PositionState.Redeemed, 4, "Redeemed +$4.00")]
    [InlineData(PositionState.Dust, 4, "Dust +$4.00")]
    [InlineData(PositionState.Closed, 4, "sold")]
    public async Task Render_Over_SaysHowItEnded(PositionState state, int made, string word)
    {
        var data = new FakeData();
        data.Held.Add(PageData.Position(1, PageData.Target(1, null), 0m, 0.5m, realized: made, state: state));
        await using var harness = Pages.Harness(data);
        harness.Navigation.NavigateTo("/positions?tab=closed");
        await harness.RenderAsync<PositionsPage>();

        Assert.Equal(word, harness.Document.QuerySelector(".grid-closed .chip")!.TextContent);
    }

    [Theory]
    [InlineData("/positions", "Pending resolution")]
    [InlineData("/positions?tab=claimable", "redeeming")]
    public async Task Render_Won_StandsUnderClaimableAndNotUnderOpen(string address, string only)
    {
        var data = new FakeData();
        data.Held.Add(PageData.Position(1, PageData.Target(1, null), 10m, 0.5m, state: PositionState.RedeemPending));
        data.Held.Add(PageData.Position(2, PageData.Target(1, null), 10m, 0.5m, state: PositionState.Resolving));
        await using var harness = Pages.Harness(data);
        harness.Navigation.NavigateTo(address);
        await harness.RenderAsync<PositionsPage>();

        Assert.Equal(only, Assert.Single(harness.Document.QuerySelectorAll(".grid-positions .chip")).TextContent);
    }

    [Fact]
    public async Task Render_NothingHeld_SaysWhenSomethingWillBe()
    {
        await using var harness = Pages.Harness(new FakeData());
        await harness.RenderAsync<PositionsPage>();

        Assert.Contains("Nothing held", harness.Document.Body!.TextContent, StringComparison.Ordinal);
    }
}
