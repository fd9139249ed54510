using CopyTrade.Domain.Rules;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Rules;

namespace CopyTrade.Tests.Web.Features.Rules;

public sealed class RuleListPageTests
{
    private readonly FakeData _data = SampleDay.Create();
    private readonly FakeRules _rules = new();

    [Fact]
    public async Task Render_Bracket_ShowsPriceDistanceAndTheExitForThisSize()
    {
        var bracket = Guid.NewGuid();
        _rules.Add(0, RuleKind.StopLoss, 0.40m, bracket: bracket);
        _rules.Add(0, RuleKind.TakeProfit, 0.60m, bracket: bracket);
        await using var harness = await OpenAsync();

        var rows = harness.Document.QuerySelectorAll(".grid-rules .rz-data-row");
        Assert.Contains("47.0¢", rows[0].QuerySelector(".g-val")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Entry 44.0¢, sells now at 47.0¢, stop 40.0¢ is 7.00¢ away, target 60.0¢ is 13.0¢ away", rows[0].QuerySelector(".dist")!.GetAttribute("aria-label"));
        // The only bid, 0.47, is gone when the price is 0.40.
        Assert.Contains("40.00 unsold", rows[0].QuerySelector(".g-exit")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("$24.00", rows[1].QuerySelector(".g-exit")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("bracket", rows[0].QuerySelector(".g-mkt")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_FiredAndEnded_SaysWhatWasSoldAndWhy()
    {
        _rules.Add(0, RuleKind.StopLoss, 0.40m, RuleStatus.Triggered, exit: "running", sold: 12m);
        _rules.Add(1, RuleKind.TakeProfit, 0.60m, RuleStatus.Canceled, reason: "The position was closed by the other rule of the bracket.");
        await using var harness = await OpenAsync();

        var rows = harness.Document.QuerySelectorAll(".grid-rules .rz-data-row");
        Assert.Contains("waits: nobody bids", rows[0].QuerySelector(".g-out")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("12.00", rows[0].QuerySelector(".g-pos .num")!.TextContent);
        Assert.Contains("closed by the other rule", rows[1].QuerySelector(".g-out")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_NoWallet_SaysThatNothingCanSell()
    {
        _rules.Add(0, RuleKind.StopLoss, 0.40m);
        _data.View = _data.View with { Connection = null };
        await using var harness = await OpenAsync();

        Assert.Contains("No wallet is connected: no rule can sell", harness.Document.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("no wallet: cannot sell", harness.Document.QuerySelector(".grid-rules .g-out")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filter_OfOneStatus_ListsThatAlone()
    {
        _rules.Add(0, RuleKind.StopLoss, 0.40m);
        _rules.Add(1, RuleKind.StopLoss, 0.40m, RuleStatus.Expired, reason: "The market is closed.");
        await using var harness = await OpenAsync("/rules?status=expired");

        Assert.Contains("expired", Assert.Single(harness.Document.QuerySelectorAll(".grid-rules .rz-data-row")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_MoreThanAPage_LeadsToTheNext()
    {
        for (var i = 0; i <= RuleListModel.PageSize; i++) _rules.Add(0, RuleKind.StopLoss, 0.30m);
        await using var harness = await OpenAsync("/rules?page=2");

        Assert.Single(harness.Document.QuerySelectorAll(".grid-rules .rz-data-row"));
        Assert.Equal("Newer", harness.Document.QuerySelector(".pager a")!.TextContent);
    }

    [Fact]
    public async Task Render_NoRules_SaysHowToPutOne()
    {
        await using var harness = await OpenAsync();

        Assert.Contains("Open Positions and press Protect on one", harness.Document.QuerySelector(".empty")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_AsksFirst_OffersBothAnswers()
    {
        _rules.Add(0, RuleKind.StopLoss, 0.50m, RuleStatus.PendingApproval);
        await using var harness = await OpenAsync();

        await harness.ClickAndAnswerAsync(".grid-rules button[aria-label^='Say no']");

        Assert.Equal(["deny"], _rules.Wishes);
        Assert.Contains("1 asks you", harness.Document.QuerySelector(".page-head p")!.TextContent, StringComparison.Ordinal);
    }

    private async Task<ComponentHarness> OpenAsync(string address = "/rules")
    {
        var harness = Pages.Harness(_data, rules: _rules);
        harness.Navigation.NavigateTo(address);
        await harness.RenderAsync<RuleListPage>();
        return harness;
    }
}
