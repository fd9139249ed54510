using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Trading;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Targets;

namespace CopyTrade.Tests.Web.Features.Targets;

public sealed class TargetsPageTests
{
    [Fact]
    public async Task Render_GrantRevoked_NobodyMirrorsAndTheCardOffersTheFix()
    {
        var data = SampleDay.Create();
        data.View = PageData.ConnectedWallet(revoked: true);
        await using var harness = Pages.Harness(data);
        await harness.RenderAsync<TargetsPage>();

        Assert.StartsWith("0 of 4 mirroring", harness.Document.QuerySelector(".page-head p")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.All(harness.Document.QuerySelectorAll(".tcard"), card => Assert.Contains("Renew grant", card.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Render_OneTargetHalted_IsNotMirroringAndSaysSo()
    {
        var data = SampleDay.Create();
        data.View = PageData.ConnectedWallet();
        data.Status = data.Status with { Halts = [], NarrowHalts = [new Halt(HaltKind.Halt, false, "checking fills", PageData.Now) { Scope = HaltScope.Book, Subject = MirrorKeys.BookOf(data.Cards[0].Target.Key) }] };
        await using var harness = Pages.Harness(data);
        await harness.RenderAsync<TargetsPage>();

        Assert.Equal("3 of 4 mirroring. 1 paused or halted.", harness.Document.QuerySelector(".page-head p")!.TextContent.Trim());
        var off = Assert.Single(harness.Document.QuerySelectorAll(".tcard-off"));
        foreach (var words in (string[])["not mirroring", "Halted: checking fills"]) Assert.Contains(words, off.TextContent, StringComparison.Ordinal);
        Assert.NotNull(off.QuerySelector("a[href='/halts']"));
    }

    [Fact]
    public async Task Render_Cards_CountsOfTheDayAddUp()
    {
        await using var harness = Pages.Harness(SampleDay.Create());
        await harness.RenderAsync<TargetsPage>();

        Assert.All(harness.Document.QuerySelectorAll(".facts-day"), facts =>
        {
            var numbers = facts.QuerySelectorAll("dd").Select(d => int.Parse(d.TextContent, System.Globalization.CultureInfo.InvariantCulture)).ToList();
            Assert.Equal(numbers[0], numbers.Skip(1).Sum());
        });
    }

    [Fact]
    public async Task Look_MalformedWallet_ShowsTheSentenceBesideTheField()
    {
        await using var harness = Pages.Harness(new FakeData());
        await harness.RenderAsync<TargetsPage>();
        await harness.TriggerAsync("#follow-wallet", "oninput", new Microsoft.AspNetCore.Components.ChangeEventArgs { Value = "nonsense" });

        await harness.TriggerAsync(".follow-look", "onsubmit");

        Assert.StartsWith("That is no wallet", harness.Document.QuerySelector("#follow-problem")!.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal("true", harness.Document.QuerySelector("#follow-wallet")!.GetAttribute("aria-invalid"));
    }

    [Fact]
    public void RemovalEffects_HoldingsKnown_NameThem()
    {
        var view = new TargetView(PageData.Card(1, "quiet.harbor"), true, true, 3);

        Assert.Contains(TargetsModel.RemovalEffects(view), line => line.StartsWith("3 open positions through it stay open", StringComparison.Ordinal));
    }
}
