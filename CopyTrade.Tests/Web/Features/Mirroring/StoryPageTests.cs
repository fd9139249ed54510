using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features;
using CopyTrade.Web.Features.Mirroring;

namespace CopyTrade.Tests.Web.Features.Mirroring;

public sealed class StoryPageTests
{
    private readonly FakeData _data = SampleDay.Create(0);

    public StoryPageTests() => _data.Stories.Add(PageData.Story(1, _data.Cards[0].Target, ActivityResult.Confirmed, TimeSpan.FromMinutes(1)));

    [Fact]
    public async Task Render_Story_SaysTheMarketOnce()
    {
        await using var harness = await RenderAsync();

        var head = harness.Document.QuerySelector(".page-head")!.TextContent;
        Assert.Equal(2, head.Split(_data.Stories[0].Row.Title!).Length);
        Assert.Contains("copy of quiet.harbor", head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OrderSide.Buy, "They paid", "We paid")]
    [InlineData(OrderSide.Sell, "They got", "We got")]
    public async Task Render_Story_SaysWhetherMoneyWasPaidOrGot(OrderSide side, string theirs, string ours)
    {
        _data.Stories[0] = _data.Stories[0] with { Row = _data.Stories[0].Row with { Side = side } };

        await using var harness = await RenderAsync();

        var labels = harness.Document.QuerySelectorAll(".kpi-label").Select(label => label.TextContent).ToList();
        Assert.Contains(theirs, labels);
        Assert.Contains(ours, labels);
    }

    [Fact]
    public async Task Reevaluate_NotAskedFor_ClaimsNothing()
    {
        await using var harness = await RenderAsync();

        Assert.DoesNotContain("proven", harness.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Re-evaluate", harness.Document.QuerySelector(".again button")!.TextContent);
    }

    [Fact]
    public async Task Reevaluate_TheSameDecision_IsProven()
    {
        await using var harness = await RenderAsync();

        await harness.ClickAsync(".again button");

        Assert.Contains("Same decision: proven. All 18 values are as they were written.", harness.Document.QuerySelector(".again-same")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(harness.Document.QuerySelectorAll(".again-diff"));
    }

    [Fact]
    public async Task Reevaluate_AnotherDecision_ShowsStoredBesideNow()
    {
        await using var harness = await RenderAsync();
        var place = (MirrorDecision.Place)_data.Stories[0].Decision;
        _data.Stories[0] = _data.Stories[0] with { Decision = place with { Intent = place.Intent with { Limit = Price.Of(0.4612m) } } };

        await harness.ClickAsync(".again button");

        var row = Assert.Single(harness.Document.QuerySelectorAll(".again-diff tbody tr"));
        Assert.Equal(["limit price", "$0.4612", "$0.47"], row.Children.Select(cell => cell.TextContent));
        Assert.Contains("1 of 18 values differ", harness.Document.QuerySelector(".again")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reevaluate_NotReadable_SaysSoAndTriesAgain()
    {
        await using var harness = await RenderAsync();
        _data.Failure = new InvalidOperationException("no database");
        await harness.ClickAsync(".again button");
        Assert.Contains("Not re-evaluated.", harness.Document.QuerySelector(".again [role=alert]")!.TextContent, StringComparison.Ordinal);
        _data.Failure = null;

        await harness.ClickAsync(".again button");

        Assert.NotEmpty(harness.Document.QuerySelectorAll(".again-same"));
    }

    [Fact]
    public async Task Reevaluate_UnderWay_SaysWhatItDoes()
    {
        await using var harness = new ComponentHarness();
        await harness.RenderAsync<DecisionAgain>(parameters => parameters["Of"] = new Part<Reevaluation>("the decision"));

        Assert.Contains("Running the planner", harness.Document.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(harness.Document.QuerySelectorAll("button"));
    }

    [Fact]
    public async Task Render_CopyWithRules_ShowsWhatProtectsIt()
    {
        var rules = new FakeRules();
        var bracket = new[] { rules.Add(1, RuleKind.StopLoss, 0.40m).Rule, rules.Add(1, RuleKind.TakeProfit, 0.60m, RuleStatus.Triggered).Rule };
        rules.Attachment = new(bracket, null, Price.Of(0.48m), PageData.Now);
        await using var harness = await RenderAsync(rules);

        var step = harness.Document.QuerySelectorAll(".story li")[^1].TextContent;
        Assert.Contains("A bracket was made from your rules for new copies", step, StringComparison.Ordinal);
        Assert.Contains("at 40.0¢ or under: watching", step, StringComparison.Ordinal);
        Assert.Contains("at 60.0¢ or above: fired", step, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_CopyWhoseRulesFoundNoRoom_SaysWhy()
    {
        await using var harness = await RenderAsync(new FakeRules { Attachment = new([], "At most 50 rules may be active, 50 are: cancel one first.", Price.Of(0.48m), PageData.Now) });

        Assert.Contains("Not protected", harness.Document.QuerySelectorAll(".story li")[^1].TextContent, StringComparison.Ordinal);
    }

    private async Task<ComponentHarness> RenderAsync(FakeRules? rules = null)
    {
        var harness = Pages.Harness(_data, rules: rules);
        await harness.RenderAsync<StoryPage>(parameters => parameters["Decision"] = _data.Stories[0].Row.DecisionId);
        return harness;
    }
}
