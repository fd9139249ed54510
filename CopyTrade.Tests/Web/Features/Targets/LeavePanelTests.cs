using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Targets.Leaving;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Targets;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Web.Features.Targets;

public sealed class LeavePanelTests
{
    private static readonly DateTimeOffset Until = new(2026, 12, 3, 18, 30, 0, TimeSpan.Zero);
    private readonly FakeData _data = SampleDay.Create();
    private readonly FakeTargetExits _exits = new();

    private CopyTarget Target => _data.Cards[0].Target;

    [Fact]
    public async Task Leave_ByADate_AsksWithWhatIsHeldAndThenShowsTheDateAndAWayBack()
    {
        await using var harness = await RenderAsync();
        await harness.ChangeAsync("#leave-until", "2026-12-03T18:30");
        Assert.Equal("Leave by 3 Dec 18:30 UTC", harness.Document.QuerySelector("#leave-go")!.TextContent);

        var effects = await harness.ClickAndAnswerAsync("#leave-go");

        Assert.Contains(effects, line => line.StartsWith("You hold ", StringComparison.Ordinal));
        Assert.Contains(effects, line => line.Contains("until 3 Dec 2026 18:30 UTC", StringComparison.Ordinal));
        Assert.Equal(["leave 2026-12-03 18:30"], _exits.Asked);
        Assert.Contains("leaving by 3 Dec", Panel(harness), StringComparison.Ordinal);

        await harness.ClickAndAnswerAsync("#leave-stay");
        Assert.Equal("stay", _exits.Asked[^1]);
        Assert.NotNull(harness.Document.QuerySelector("#leave-go"));
    }

    [Fact]
    public async Task Leave_NotConfirmed_DoesNothing()
    {
        await using var harness = await RenderAsync();

        await harness.ClickAndAnswerAsync("#leave-go", confirm: false);

        Assert.Empty(_exits.Asked);
    }

    [Fact]
    public async Task Leave_SellNow_AsksForNoDate()
    {
        await using var harness = await RenderAsync();
        await harness.TriggerAsync("input[value='SellNow']", "onchange");
        Assert.Null(harness.Document.QuerySelector("#leave-until"));

        await harness.ClickAndAnswerAsync("#leave-go");

        Assert.Equal(["leave"], _exits.Asked);
        Assert.Contains("being sold", Panel(harness), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leave_KeepHeld_UnfollowsAsBefore()
    {
        var id = Target.Id;
        await using var harness = await RenderAsync();
        await harness.TriggerAsync("input[value='KeepHeld']", "onchange");

        await harness.ClickAndAnswerAsync("#leave-go");

        Assert.Empty(_exits.Asked);
        Assert.DoesNotContain(_data.Cards, card => card.Target.Id == id);
    }

    [Theory]
    [InlineData("2026-11-20T10:00", "That time is over")]
    [InlineData("2028-11-20T10:00", "within a year")]
    [InlineData("soon", "Choose a day and a time.")]
    public async Task Leave_ATimeThatIsNone_IsSaidBesideItAndAsksNothing(string typed, string says)
    {
        await using var harness = await RenderAsync();
        await harness.ChangeAsync("#leave-until", typed);

        await harness.ClickAsync("#leave-go");

        Assert.Contains(says, Panel(harness), StringComparison.Ordinal);
        Assert.Empty(_exits.Asked);
    }

    [Fact]
    public async Task Render_BeingSold_SaysWhatItWaitsForEncoded()
    {
        _exits.Exits.Add(FakeTargetExits.Exit(Target, Until, TargetExitState.Closing, "Still to be sold: “<b>x</b>”."));
        await using var harness = await RenderAsync();

        Assert.Contains("<b>x</b>", Panel(harness), StringComparison.Ordinal);
        Assert.Null(harness.Document.QuerySelector("#leave-move"));
    }

    [Fact]
    public async Task Render_CouldNotBeRead_SaysSoAndOffersNothing()
    {
        _exits.Failure = new InvalidOperationException("no");
        await using var harness = await RenderAsync();

        Assert.Contains("Could not load whether it is being left", Panel(harness), StringComparison.Ordinal);
        Assert.Null(harness.Document.QuerySelector("#leave-go"));
    }

    [Fact]
    public async Task Card_OfATargetThatIsBeingLeft_ShowsTheDay()
    {
        _exits.Exits.Add(FakeTargetExits.Exit(Target, Until));
        await using var harness = Harness();
        await harness.RenderAsync<TargetsPage>();

        var chip = Assert.Single(harness.Document.QuerySelectorAll(".tcard-stop .chip"));
        Assert.Equal(("leaving by 3 Dec", $"/targets/{Target.Id}#leave"), (chip.TextContent.Trim(), chip.GetAttribute("href")));
    }

    private ComponentHarness Harness() => Pages.Harness(_data, services => services.AddSingleton<ITargetExits>(_exits));

    private async Task<ComponentHarness> RenderAsync()
    {
        var harness = Harness();
        var id = Target.Id.Value;
        await harness.RenderAsync<RulesPage>(parameters => parameters["Id"] = id);
        return harness;
    }

    private static string Panel(ComponentHarness harness) => harness.Document.QuerySelector("#leave")!.TextContent;
}
