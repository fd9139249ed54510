using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Trading;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Trading;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Web.Features.Trading;

public sealed class HaltsPageTests
{
    private readonly FakeData _data = SampleDay.Create();
    private readonly FakeSync _halts = new();

    private string Book => MirrorKeys.BookOf(_data.Cards[0].Target.Key);

    [Fact]
    public async Task Render_NothingStopped_SaysSoAndOffersEveryScopeButThePlatform()
    {
        await using var harness = await RenderAsync();

        Assert.Contains("Nothing is stopped", Head(harness), StringComparison.Ordinal);
        Assert.Equal(["tenant", "tenant", "book", "market"], harness.Document.QuerySelectorAll("form[action='/halts/set'] input[name=scope]").Select(input => input.GetAttribute("value")));
        Assert.DoesNotContain("Halt everybody", harness.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_StopsThatHold_SayWhatSinceWhenByWhomAndWhy()
    {
        _halts.Halts.Add(new(HaltKind.Halt, HaltScope.Book, Book, "checking fills", PageData.Tenant.Owner, PageData.Now.AddMinutes(-3), null, null));
        _halts.Halts.Add(new(HaltKind.Halt, HaltScope.Platform, null, "venue upgrade", new UserId(Guid.NewGuid()), PageData.Now.AddMinutes(-9), null, null));
        await using var harness = await RenderAsync();

        Assert.Contains("2 stops hold.", Head(harness), StringComparison.Ordinal);
        var rows = harness.Document.QuerySelectorAll(".grid-halts .rz-data-row");
        foreach (var words in (string[])["quiet.harbor", "3 m ago", "you", "checking fills", "Nothing is bought through it."]) Assert.Contains(words, rows[0].TextContent, StringComparison.Ordinal);
        Assert.NotNull(rows[0].QuerySelector("form[action='/halts/release']"));
        // A trader sees the platform's halt and cannot lift it.
        Assert.Contains("an operator", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Null(rows[1].QuerySelector("form"));
    }

    [Fact]
    public async Task Render_SuspendedByAnOperator_IsNotTheOwnersToRelease()
    {
        _halts.Halts.Add(new(HaltKind.Halt, HaltScope.Tenant, null, "under review", new UserId(Guid.NewGuid()), PageData.Now.AddMinutes(-3), null, null));
        await using var harness = await RenderAsync();

        var row = harness.Document.QuerySelector(".grid-halts .rz-data-row")!;
        Assert.Contains("an operator", row.TextContent, StringComparison.Ordinal);
        Assert.Null(row.QuerySelector("form"));
    }

    [Fact]
    public async Task Render_ReleaseThatDidNothing_SaysWhy()
    {
        await using var harness = await RenderAsync("/halts?ask=refused");

        Assert.Contains("only an operator releases", harness.Document.QuerySelector(".notice-warn")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_AskedToHaltATarget_SaysWhatHappensAndNeedsAReason()
    {
        await using var harness = await RenderAsync($"/halts?ask=set&scope=book&subject={Book}&kind=halt");

        var ask = harness.Document.QuerySelector("[role=alertdialog]")!;
        Assert.Contains("Halt: quiet.harbor?", ask.TextContent, StringComparison.Ordinal);
        Assert.Contains("Its resting buys are cancelled, closing passes.", ask.TextContent, StringComparison.Ordinal);
        Assert.Equal("confirm", ask.QuerySelector("input[name=step]")!.GetAttribute("value"));
        Assert.True(ask.QuerySelector("input[name=reason]")!.HasAttribute("required"));
    }

    [Theory]
    [InlineData("/halts?ask=set&scope=book&kind=halt")]
    [InlineData("/halts?ask=set&scope=market&subject=no-condition&kind=halt")]
    [InlineData("/halts?ask=set&scope=galaxy&kind=halt")]
    public async Task Render_AskedForWhatIsNone_AsksNothing(string address)
    {
        await using var harness = await RenderAsync(address);

        Assert.Null(harness.Document.QuerySelector("[role=alertdialog]"));
    }

    [Fact]
    public async Task Render_Released_TellsHowLongItHeldAndBothNames()
    {
        _halts.Halts.Add(new(HaltKind.Pause, HaltScope.Tenant, null, null, PageData.Tenant.Owner, PageData.Now.AddHours(-3), PageData.Tenant.Owner, PageData.Now.AddHours(-1)) { ReleaseReason = "feed is right again" });
        await using var harness = await RenderAsync();

        var past = harness.Document.QuerySelector(".changes")!.TextContent;
        foreach (var words in (string[])["Pause of Your account", "held 2 h 00 m", "no reason given", "set by you", "by you: feed is right again"]) Assert.Contains(words, past, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_NotReadable_SaysSoAndStillOffersToStop()
    {
        _halts.Failure = new InvalidOperationException("no database");
        await using var harness = await RenderAsync();

        Assert.Contains("Could not load the halts", harness.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(harness.Document.QuerySelectorAll("form[action='/halts/set']"));
    }

    private static string Head(ComponentHarness harness) => harness.Document.QuerySelector(".page-head p")!.TextContent;

    private async Task<ComponentHarness> RenderAsync(string address = "/halts")
    {
        var harness = Pages.Harness(_data, services => services.AddSingleton<IHaltHistory>(_halts).AddSingleton<AntiforgeryStateProvider, NoAntiforgery>());
        harness.Navigation.NavigateTo(address);
        await harness.RenderAsync<HaltsPage>();
        return harness;
    }

    private sealed class NoAntiforgery : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => new("token", "__RequestVerificationToken");
    }
}
