using CopyTrade.Domain.Research.Days;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Days;
using CopyTrade.Web.Features.Overview;

namespace CopyTrade.Tests.Web.Features.Days;

public sealed class ReplayPageTests
{
    [Fact]
    public async Task Render_Replay_NamesEveryTradeAndSaysThatItIsOne()
    {
        var (data, days) = (SampleDay.Create(), new FakeDays());
        var target = data.Cards[0].Target;
        days.Replays.Add(new(target.Id, target.Wallet, "Marlow", PageData.Now.AddMinutes(-1), PageData.Now, null, FakeDays.Result()));
        await using var harness = Pages.Harness(data, days: days);
        await harness.RenderAsync<ReplayPage>(parameters => parameters[nameof(ReplayPage.Id)] = target.Id.Value);

        var text = harness.Document.Body!.TextContent;
        Assert.Contains("REPLAY", text, StringComparison.Ordinal);
        Assert.Contains("in no book and in no figure of your account", text, StringComparison.Ordinal);
        Assert.Contains("Of 2 trades in the 24 hours 1 would have been copied for $5.00, 1 skipped, most because: outside your price band.", text, StringComparison.Ordinal);
        Assert.Equal(2, harness.Document.QuerySelectorAll("table tbody tr").Length);
        Assert.Contains("would be copied", harness.Document.QuerySelectorAll("table tbody tr")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_NeverReplayed_AsksOnceAndWaits()
    {
        var (data, days) = (SampleDay.Create(), new FakeDays());
        await using var harness = Pages.Harness(data, days: days);
        await harness.RenderAsync<ReplayPage>(parameters => parameters[nameof(ReplayPage.Id)] = data.Cards[0].Target.Id.Value);
        Assert.Contains("Not replayed yet", harness.Document.Body!.TextContent, StringComparison.Ordinal);

        await harness.ClickAsync("button.button-primary");

        Assert.Equal([data.Cards[0].Target.Id], days.Asked);
        Assert.NotNull(harness.Document.QuerySelector("button.button-primary[disabled]"));
    }

    [Theory, InlineData(9, "Being made", true), InlineData(11, "Replay again", false)]
    public async Task Render_AskedForAndNotMade_CanBeAskedAgainAfterTenMinutes(int minutes, string word, bool isWaiting)
    {
        var (data, days) = (SampleDay.Create(), new FakeDays());
        var target = data.Cards[0].Target;
        days.Replays.Add(new(target.Id, target.Wallet, "Marlow", PageData.Now.AddMinutes(-minutes), null, null, null));
        await using var harness = Pages.Harness(data, days: days);
        await harness.RenderAsync<ReplayPage>(parameters => parameters[nameof(ReplayPage.Id)] = target.Id.Value);

        var button = harness.Document.QuerySelector("button.button-primary")!;
        Assert.Equal((word, isWaiting), (button.TextContent, button.HasAttribute("disabled")));
        Assert.Equal(!isWaiting, harness.Document.Body!.TextContent.Contains("It was asked for and did not end. Ask for it again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ask_ServerCannot_SaysSoAndLeavesTheButton()
    {
        var (data, days) = (SampleDay.Create(), new FakeDays());
        await using var harness = Pages.Harness(data, days: days);
        await harness.RenderAsync<ReplayPage>(parameters => parameters[nameof(ReplayPage.Id)] = data.Cards[0].Target.Id.Value);

        days.Failure = new InvalidOperationException("The database is away.");
        await harness.ClickAsync("button.button-primary");

        Assert.Contains("The server could not do it.", harness.Document.QuerySelector(".notice-warn")!.TextContent, StringComparison.Ordinal);
        Assert.Null(harness.Document.QuerySelector("button.button-primary[disabled]"));
    }

    [Fact]
    public async Task Render_ForeignTarget_IsNotThere()
    {
        await using var harness = Pages.Harness(SampleDay.Create(), days: new FakeDays());
        await harness.RenderAsync<ReplayPage>(parameters => parameters[nameof(ReplayPage.Id)] = Guid.NewGuid());

        Assert.Contains("No such target", harness.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, InlineData(2, true), InlineData(30, false)]
    public async Task Home_YoungTarget_ShowsItsReplayForADay(int hours, bool isShown)
    {
        var (data, days) = (SampleDay.Create(), new FakeDays());
        data.Cards[0] = data.Cards[0] with { Target = data.Cards[0].Target with { CreatedAt = PageData.Now.AddHours(-hours) } };
        days.Replays.Add(new(data.Cards[0].Target.Id, data.Cards[0].Target.Wallet, "Marlow", PageData.Now, null, null, null));
        days.Replays.Add(new(data.Cards[1].Target.Id, data.Cards[1].Target.Wallet, "Old one", PageData.Now, null, null, null));
        await using var harness = Pages.Harness(data, days: days);
        await harness.RenderAsync<HomePage>();

        var panel = harness.Document.QuerySelector(".replays");
        Assert.Equal(isShown, panel is not null);
        if (!isShown) return;
        Assert.Contains("being read and judged by your rules", panel!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Old one", panel.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_NoTradeInTheDay_SaysSinceWhen()
    {
        var empty = FakeDays.Result() with { Trial = new(), Trades = [], NewestBefore = PageData.Now.AddDays(-3) };
        var replay = new DayReplay(new(Guid.NewGuid()), PageData.Wallet(1), null, PageData.Now, PageData.Now, null, empty);

        Assert.Equal("No trade of theirs in the 24 hours; the last was 3 d 0 h ago.", ReplayWords.Sentence(replay, PageData.Now));
        Assert.Equal("No trade of theirs in the 24 hours, and none before in the public record.", ReplayWords.Sentence(replay with { Result = empty with { NewestBefore = null } }, PageData.Now));
        Assert.Null(ReplayWords.Costs(empty));
    }
}
