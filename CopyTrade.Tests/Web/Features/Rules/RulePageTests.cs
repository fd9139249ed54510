using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Rules;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Rules;
using Microsoft.AspNetCore.Components;

namespace CopyTrade.Tests.Web.Features.Rules;

public sealed class RulePageTests
{
    private readonly FakeData _data = SampleDay.Create();
    private readonly FakeRules _rules = new();

    [Fact]
    public async Task Render_TrailingStopThatFired_DrawsTheStepsAndTellsEveryEvent()
    {
        var line = _rules.Add(0, RuleKind.TrailingStop, 0.54m, RuleStatus.Triggered, trailing: 10m, exit: "done", sold: 40m);
        _rules.Exits.Add(new(1, Price.Of(0.53m), Price.Of(0.54m), "done", null, Shares.Of(40m), Shares.Zero, null, PageData.Now.AddMinutes(-5), PageData.Now.AddMinutes(-4), []));
        Entry(line, RuleEventKind.ActionExecuted, 4, null, 0.54m, """{"sold": 40, "left": 0}""");
        Entry(line, RuleEventKind.ActionAttempt, 5, 0.53m, 0.54m, """{"attempt": 1, "shares": 40, "limit": 0.48}""");
        Entry(line, RuleEventKind.RuleTriggered, 5, 0.53m, 0.54m, "{}");
        Entry(line, RuleEventKind.RuleTrailingUpdated, 20, 0.60m, 0.54m, """{"before": 0.45}""");
        Seen(line, 30, 0.50m, 0.52m, 0.45m);
        Entry(line, RuleEventKind.RuleTrailingUpdated, 40, 0.50m, 0.45m, """{"before": null}""");
        Entry(line, RuleEventKind.RuleCreated, 41, null, null, "{}");
        await using var harness = await OpenAsync(line);

        var texts = harness.Document.QuerySelectorAll(".rule-events li div").Select(item => item.TextContent).ToList();
        Assert.Equal(7, texts.Count);
        Assert.Contains("40.00 shares sold, nothing left.", texts[0], StringComparison.Ordinal);
        Assert.Contains("An order to sell 40.00 shares at 48.0¢ or better", texts[1], StringComparison.Ordinal);
        Assert.Contains("The price was 53.0¢, the trigger 54.0¢.", texts[2], StringComparison.Ordinal);
        Assert.Contains("The price reached 60.0¢: the trigger is 54.0¢, it was 45.0¢.", texts[3], StringComparison.Ordinal);
        Assert.Contains("Looked 12 times Price from 50.0¢ to 52.0¢", texts[4], StringComparison.Ordinal);
        var chart = harness.Document.QuerySelector(".rule-chart")!;
        Assert.Contains("trigger from 45.0¢ to 54.0¢ in 2 steps; fired at 53.0¢; sold at 54.0¢", chart.GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Contains("H", chart.QuerySelector(".line-3")!.GetAttribute("d"), StringComparison.Ordinal);
        Assert.Contains("Done: 40.00 shares sold, nothing left.", harness.Document.QuerySelector(".rule-exit")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_SaleUnderTheTrigger_IsMarkedWhereItWasPaid()
    {
        var line = _rules.Add(0, RuleKind.StopLoss, 0.54m, RuleStatus.Triggered, exit: "done", sold: 40m);
        Entry(line, RuleEventKind.ActionExecuted, 4, 0.51m, 0.54m, """{"sold": 40, "left": 0}""");
        Entry(line, RuleEventKind.ActionAttempt, 5, null, 0.54m, """{"taken_back": 1}""");
        Entry(line, RuleEventKind.RuleTriggered, 5, 0.53m, 0.54m, "{}");
        await using var harness = await OpenAsync(line);

        var texts = harness.Document.QuerySelectorAll(".rule-events li div").Select(item => item.TextContent).ToList();
        Assert.Contains("40.00 shares sold at 51.0¢ on average, nothing left.", texts[0], StringComparison.Ordinal);
        Assert.Contains("A copied sale that rested held the shares", texts[1], StringComparison.Ordinal);
        Assert.Contains("sold at 51.0¢", harness.Document.QuerySelector(".rule-chart")!.GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MoveTrigger_WhileItWatches_IsAskedForInCents()
    {
        var line = _rules.Add(0, RuleKind.StopLoss, 0.40m);
        await using var harness = await OpenAsync(line);

        await harness.TriggerAsync(".rule-move input", "oninput", new ChangeEventArgs { Value = "50" });
        Assert.Contains("The price is there already", harness.Document.QuerySelector(".rule-move")!.TextContent, StringComparison.Ordinal);
        await harness.TriggerAsync(".rule-move input", "oninput", new ChangeEventArgs { Value = "41,5" });
        Assert.Equal("Move to 41.5¢", harness.Document.QuerySelector(".rule-move button")!.TextContent);
        await harness.TriggerAsync(".rule-move", "onsubmit");

        Assert.Equal(["move to 0.415"], _rules.Wishes);
    }

    [Theory]
    [InlineData(RuleStatus.Triggered)]
    [InlineData(RuleStatus.Canceled)]
    public async Task Render_NotActive_OffersNoMoveAndNoCancel(RuleStatus status)
    {
        await using var harness = await OpenAsync(_rules.Add(0, RuleKind.StopLoss, 0.40m, status));

        Assert.Empty(harness.Document.QuerySelectorAll(".rule-move"));
        Assert.DoesNotContain(harness.Document.QuerySelectorAll(".page-actions button"), button => button.TextContent == "Cancel the rule");
    }

    [Fact]
    public async Task Render_Bracket_ShowsTheOtherRule()
    {
        var bracket = Guid.NewGuid();
        var stop = _rules.Add(0, RuleKind.StopLoss, 0.40m, bracket: bracket);
        _rules.Add(0, RuleKind.TakeProfit, 0.60m, bracket: bracket);
        await using var harness = await OpenAsync(stop);

        Assert.Contains("at 60.0¢ or above", harness.Document.QuerySelector(".rule-sibling")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_ToTheOtherRule_ShowsItAndActsOnIt()
    {
        var bracket = Guid.NewGuid();
        var stop = _rules.Add(0, RuleKind.StopLoss, 0.40m, bracket: bracket);
        var target = _rules.Add(0, RuleKind.TakeProfit, 0.60m, bracket: bracket);
        await using var harness = await OpenAsync(stop);
        await harness.TriggerAsync(".rule-move input", "oninput", new ChangeEventArgs { Value = "41" });

        await harness.GiveAsync(values => values[nameof(RulePage.Id)] = target.Rule.Id.Value);

        Assert.Contains("at 60.0¢ or above", harness.Document.QuerySelector(".page-head")!.TextContent, StringComparison.Ordinal);
        Assert.EndsWith($"/rules/{stop.Rule.Id}", harness.Document.QuerySelector(".rule-sibling a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("", harness.Document.QuerySelector(".rule-move input")!.GetAttribute("value")); // what was typed was meant for the other

        await harness.TriggerAsync(".rule-move input", "oninput", new ChangeEventArgs { Value = "61" });
        await harness.TriggerAsync(".rule-move", "onsubmit");
        await harness.ClickAndAnswerAsync(".page-actions button");
        Assert.Equal([target.Rule.Id, target.Rule.Id], _rules.About);
        Assert.Equal(["move to 0.61", "cancel"], _rules.Wishes);
    }

    [Fact]
    public async Task Link_ToTheOtherRule_FollowsItsChangesAndStopsFollowingWhenLeft()
    {
        var (stop, target) = (_rules.Add(0, RuleKind.StopLoss, 0.40m), _rules.Add(0, RuleKind.TakeProfit, 0.60m));
        var harness = await OpenAsync(stop);
        await using (harness)
        {
            await harness.GiveAsync(values => values[nameof(RulePage.Id)] = target.Rule.Id.Value);
            _rules.Lines[1] = target with { Rule = target.Rule with { Status = RuleStatus.Canceled } };
            _data.Announce(ChangeKind.Rules);

            var clock = (ManualTimeProvider)harness.Service<TimeProvider>();
            await harness.WaitForAsync(
                page =>
                {
                    clock.Advance(TimeSpan.FromSeconds(1));
                    return !page.QuerySelectorAll(".page-actions button").Any(button => button.TextContent == "Cancel the rule");
                });
        }

        Assert.False(_data.IsFollowed);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task SayNo_ToAStopThatAsks_IsAskedAboutAndNamesTheSharesWithoutIt(bool confirm)
    {
        var line = _rules.Add(0, RuleKind.StopLoss, 0.40m, RuleStatus.PendingApproval);
        await using var harness = await OpenAsync(line);

        var says = await harness.ClickAndAnswerAsync(".page-actions button:not(.button-primary)", confirm);

        Assert.Contains(says, one => one.EndsWith("shares are then held without this stop.", StringComparison.Ordinal));
        Assert.Equal(confirm ? ["deny"] : [], _rules.Wishes);
    }

    [Fact]
    public async Task Render_NoneOfThisTenant_IsNotFound()
    {
        await using var harness = Pages.Harness(_data, rules: _rules);
        await harness.RenderAsync<RulePage>(values => values[nameof(RulePage.Id)] = Guid.NewGuid());

        Assert.Contains("No such rule", harness.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    private void Entry(RuleLine line, RuleEventKind kind, int ago, decimal? price, decimal? trigger, string data) => _rules.Entries.Add(new(
        $"event-{_rules.Entries.Count}", line.Rule.Id, kind, PageData.Now.AddMinutes(-ago), price is { } p ? Price.Of(p) : null, trigger is { } t ? Price.Of(t) : null, data, null));

    private void Seen(RuleLine line, int ago, decimal low, decimal high, decimal trigger)
    {
        EvaluatedPrice At(int minutes, decimal price) => new(PageData.Now.AddMinutes(-minutes), Price.Of(price), Price.Of(trigger), HoldReason.NotMet);
        var summary = new EvaluationSummary(12, At(ago + 6, low), At(ago, high), At(ago + 6, low), At(ago, high));
        _rules.Entries.Add(new($"seen-{ago}", line.Rule.Id, null, summary.Last.At, summary.Last.Price, summary.Last.Trigger, "{}", summary));
    }

    private async Task<ComponentHarness> OpenAsync(RuleLine line)
    {
        var harness = Pages.Harness(_data, rules: _rules);
        await harness.RenderAsync<RulePage>(values => values[nameof(RulePage.Id)] = line.Rule.Id.Value);
        return harness;
    }
}
