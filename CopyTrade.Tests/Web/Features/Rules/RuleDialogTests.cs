using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Rules;
using CopyTrade.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace CopyTrade.Tests.Web.Features.Rules;

public sealed class RuleDialogTests
{
    private readonly FakeData _data = SampleDay.Create();
    private readonly FakeRules _rules = new();

    public RuleDialogTests() => _data.Books[PageData.Token(0)] = new(PageData.Token(0), [Level(0.47m, 30m), Level(0.42m, 20m), Level(0.20m, 20m)], [Level(0.49m, 100m)], PageData.Now);

    [Fact]
    public async Task Stop_Typed_SaysWhatTheExitBringsAtCurrentDepth()
    {
        await using var harness = await OpenAsync();
        await TypeAsync(harness, "#rule-stop", "42");

        // 40 shares held at 44.0¢: 20 × 42¢ + 20 × 20¢ = $12.40, 31¢ on average; they cost $17.60.
        var preview = harness.Document.QuerySelector(".rule-preview")!.TextContent;
        Assert.Contains("Stop 42.0¢ → expected 31.0¢ at current depth: $12.40 for 40.00 shares, −$5.20 against what they cost", preview, StringComparison.Ordinal);
        Assert.Equal("Make the stop-loss at 42.0¢", Act(harness).TextContent);
    }

    [Fact]
    public async Task Stop_AboveThePrice_SaysThatItFiresAtOnce()
    {
        await using var harness = await OpenAsync();
        await TypeAsync(harness, "#rule-stop", "60");

        Assert.Contains("It fires at its next look and sells at once.", harness.Document.QuerySelector(".rule-preview .is-warn")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bracket_TurnedRound_IsRefusedInOneSentence()
    {
        await using var harness = await OpenAsync();
        await harness.TriggerAsync(".rule-shapes label:nth-of-type(3) input", "onchange", new ChangeEventArgs());
        await TypeAsync(harness, "#rule-stop", "60");
        await TypeAsync(harness, "#rule-target", "40");

        Assert.Equal("The stop must lie under the take-profit.", harness.Document.QuerySelector(".rule-preview .field-error")!.TextContent);
        Assert.True(Act(harness).HasAttribute("disabled"));
    }

    [Fact]
    public async Task Bracket_Submitted_IsMadeForThePositionsBook()
    {
        await using var harness = await OpenAsync();
        await harness.TriggerAsync(".rule-shapes label:nth-of-type(3) input", "onchange", new ChangeEventArgs());
        await TypeAsync(harness, "#rule-stop", "40");
        await TypeAsync(harness, "#rule-target", "62.5");
        Assert.Contains("It cannot exit above 45.8¢ now", harness.Document.QuerySelector(".rule-preview")!.TextContent, StringComparison.Ordinal);
        await harness.TriggerAsync(".rule-dialog", "onsubmit");

        Assert.Equal(["make StopLoss 0.4 and TakeProfit 0.625"], _rules.Wishes);
    }

    [Fact]
    public async Task Floor_AboveTheStop_WarnsThatNothingWouldBeSold()
    {
        await using var harness = await OpenAsync();
        await TypeAsync(harness, "#rule-stop", "42");
        await TypeAsync(harness, "#rule-floor", "46");

        Assert.Contains("nothing can be sold at current depth", harness.Document.QuerySelector(".rule-preview")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limit_Reached_KeepsTheDialogAndSaysSo()
    {
        _rules.Refusal = "At most 50 rules may be active, 50 are: cancel one first.";
        await using var harness = await OpenAsync();
        await TypeAsync(harness, "#rule-stop", "40");
        await harness.TriggerAsync(".rule-dialog", "onsubmit");

        Assert.Contains("At most 50 rules may be active", harness.Document.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("40", harness.Document.QuerySelector("#rule-stop")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Suggestion_Used_FillsBothLevelsWithTheirArithmetic()
    {
        for (var day = 1; day <= 3; day++)
        {
            _rules.Past.Add(new(PageData.Now.AddDays(-day), Price.Of(0.42m)));
            _rules.Past.Add(new(PageData.Now.AddDays(-day).AddHours(2), Price.Of(0.46m)));
        }

        await using var harness = await OpenAsync();
        await harness.ClickAsync(".rule-suggest button");
        // All 40 sell for (30 × 47¢ + 10 × 42¢) / 40 = 45.75¢; a day's range is 4¢: 45.75 − 6 = 39.75 → 39¢, 45.75 + 8 = 53.75 → 54¢.
        Assert.Contains("Stop 39.0¢, target 54.0¢", harness.Document.QuerySelector(".rule-suggest")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("45.8¢ − 1.5 × 4.00¢", harness.Document.QuerySelector(".rule-suggest")!.TextContent, StringComparison.Ordinal);
        await harness.ClickAsync(".rule-suggest button");

        Assert.Equal("39", harness.Document.QuerySelector("#rule-stop")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Suggestion_WithoutHistory_IsRefusedHonestly()
    {
        await using var harness = await OpenAsync();
        await harness.ClickAsync(".rule-suggest button");

        Assert.Contains("The venue has 0 whole days of prices", harness.Document.QuerySelector(".rule-suggest")!.TextContent, StringComparison.Ordinal);
    }

    private static BookLevel Level(decimal price, decimal size) => new(Price.Of(price), Shares.Of(size));

    private static AngleSharp.Dom.IElement Act(ComponentHarness harness) => harness.Document.QuerySelector("button[type=submit]")!;

    private static Task TypeAsync(ComponentHarness harness, string selector, string text) => harness.TriggerAsync(selector, "oninput", new ChangeEventArgs { Value = text });

    private async Task<ComponentHarness> OpenAsync()
    {
        var harness = Pages.Harness(_data, rules: _rules);
        await harness.RenderAsync<RuleDialog>(values =>
        {
            values[nameof(RuleDialog.Position)] = _data.Held[0] with { Incoming = Shares.Zero };
            values[nameof(RuleDialog.Mode)] = TradingMode.Demo;
        });
        return harness;
    }
}
