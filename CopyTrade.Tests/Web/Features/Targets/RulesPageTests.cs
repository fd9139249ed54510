using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Targets;

namespace CopyTrade.Tests.Web.Features.Targets;

public sealed class RulesPageTests
{
    private readonly FakeData _data = SampleDay.Create();

    private CopyTarget Target => _data.Cards[0].Target;

    [Fact]
    public async Task Render_NoStatisticsYet_SaysSoInWords()
    {
        await using var harness = await RenderAsync();

        Assert.Contains("Not yet computed", Bets(harness), StringComparison.Ordinal);
        Assert.DoesNotContain("$0.00", Bets(harness), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_Statistics_ShowEveryPercentileWithSampleAndDate()
    {
        _data.Cards[0] = _data.Cards[0] with { Target = Target with { Sizing = new SizingPolicy.TargetPercentileScaled() } };
        _data.Bets.Add(new(Target.Wallet, PageData.Now.AddHours(-5), 30, 612, new(Usdc.Of(39m), Usdc.Of(176.5m), Usdc.Of(797m), Usdc.Of(1200m), Usdc.Of(4100m)), IsComplete: false));
        await using var harness = await RenderAsync();

        foreach (var words in (string[])["p50", "$39.00", "$176.50", "$797.00", "$1,200.00", "$4,100.00", "n=612", "21 Nov 2026 09:32 UTC", "from $176.50 on", "did not reach back"]) Assert.Contains(words, Bets(harness), StringComparison.Ordinal);
        Assert.NotNull(harness.Document.QuerySelector("[aria-label='What you buy'] svg"));
    }

    [Fact]
    public async Task Render_AWalletThatBoughtNothing_SaysThatAndShowsNoFigure()
    {
        _data.Bets.Add(new(Target.Wallet, PageData.Now.AddHours(-5), 30, 0, null, IsComplete: true));
        await using var harness = await RenderAsync();

        Assert.Contains("It bought nothing in the last 30 days", Bets(harness), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FollowUps_GatedOrPlain_ShowTheirFiguresOnlyWhereTheyCount()
    {
        await using var harness = await RenderAsync();
        Assert.Null(harness.Document.QuerySelector("[aria-label='A layer costs at most, %']"));

        await harness.ChangeAsync("select[aria-label='Layers and hedges']", "Gated");

        Assert.Equal("50", harness.Document.QuerySelector("[aria-label='A layer costs at most, %']")!.GetAttribute("value"));
        Assert.Equal("2", harness.Document.QuerySelector("[aria-label='and that is at least, %']")!.GetAttribute("value"));
        Assert.Contains("Layers and hedges", harness.Document.QuerySelector("[aria-label='Changes'] .diff")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FollowUps_AFigureOfMyOwn_IsKeptAndInTheChangesBeforeItIsSaved()
    {
        await using var harness = await RenderAsync();
        await harness.ChangeAsync("select[aria-label='Layers and hedges']", "Gated");

        await harness.ChangeAsync("[aria-label='A layer costs at most, %']", "30");
        Assert.Contains("layer ≤ 0.3", harness.Document.QuerySelector("[aria-label='Changes'] .diff")!.TextContent, StringComparison.Ordinal);
        await harness.ClickAsync(".page-actions .button-primary");

        Assert.Equal((FollowUpMode.Gated, 0.30m, 0.25m), Target.Rules?.FollowUps is { } saved ? (saved.Mode, saved.LayerShare, saved.HedgeShare) : default);
    }

    [Fact]
    public async Task FollowUps_AFigureThatCannotBeRead_StaysInItsBoxUntilItIsReset()
    {
        await using var harness = await RenderAsync();
        await harness.ChangeAsync("select[aria-label='Layers and hedges']", "Gated");

        await harness.ChangeAsync("[aria-label='A layer costs at most, %']", "1.000,50");
        Assert.Equal("1.000,50", harness.Document.QuerySelector("[aria-label='A layer costs at most, %']")!.GetAttribute("value"));
        Assert.True(harness.Document.QuerySelector(".page-actions .button-primary")!.HasAttribute("disabled"));

        await harness.ClickAsync("[aria-label='Reset A layer costs at most: from your default again']");
        Assert.Equal("50", harness.Document.QuerySelector("[aria-label='A layer costs at most, %']")!.GetAttribute("value"));
        Assert.False(harness.Document.QuerySelector(".page-actions .button-primary")!.HasAttribute("disabled"));
    }

    [Fact]
    public async Task Preset_Chosen_ChangesTheButtonTheDiffAndTheTarget()
    {
        await using var harness = await RenderAsync();
        var bold = RulePresets.All.Single(preset => preset.Name == "Bold");

        await harness.TriggerAsync(".preset:last-of-type input", "onchange");
        Assert.Contains("10% of theirs, up to $50.00", harness.Document.QuerySelector(".page-actions .button-primary")!.TextContent, StringComparison.Ordinal);
        Assert.Matches(@"\. \d+ unsaved changes", harness.Document.QuerySelector(".page-head p")!.TextContent);
        await harness.ClickAsync(".page-actions .button-primary");

        Assert.Equal((bold.Sizing, bold.MaxPerTrade), (Target.Sizing, Target.MaxPerTrade));
    }

    private static string Bets(ComponentHarness harness) => harness.Document.QuerySelector("[aria-label='How large it bets']")!.TextContent;

    private async Task<ComponentHarness> RenderAsync()
    {
        var harness = Pages.Harness(_data);
        await harness.RenderAsync<RulesPage>(parameters => parameters["Id"] = Target.Id.Value);
        return harness;
    }
}
