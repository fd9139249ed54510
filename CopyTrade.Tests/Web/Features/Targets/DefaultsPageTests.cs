using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Targets;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Targets;

namespace CopyTrade.Tests.Web.Features.Targets;

public sealed class DefaultsPageTests
{
    private readonly FakeData _data = SampleDay.Create();

    [Fact]
    public async Task Render_Untouched_HasNothingToSaveAndSaysForWhom()
    {
        await using var harness = await RenderAsync();

        Assert.Contains("your 4 targets", harness.Document.QuerySelector(".page-head p")!.TextContent, StringComparison.Ordinal);
        Assert.True(Save(harness).HasAttribute("disabled"));
        Assert.Contains("Nothing changed.", harness.Document.QuerySelector("[aria-label='Changes']")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("from the platform", harness.Document.QuerySelector(".rule-from")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_ARuleOfMyOwn_IsShownBeforeAndKept()
    {
        await using var harness = await RenderAsync();

        await harness.ChangeAsync("[aria-label='Highest price, ¢']", "92");
        var row = Assert.Single(harness.Document.QuerySelectorAll("[aria-label='Changes'] tbody tr"));
        Assert.Equal(["Highest price", "inherited", "92.0¢"], row.Children.Select(cell => cell.TextContent));
        Assert.Equal("Save 1 change", Save(harness).TextContent);
        await harness.ClickAsync(".page-actions .button-primary");

        Assert.Equal(0.92m, _data.Defaults.Rules.MaxPrice);
        Assert.True(Save(harness).HasAttribute("disabled"));
    }

    [Fact]
    public async Task Change_ThatCannotBe_SaysWhyAndCannotBeSaved()
    {
        await using var harness = await RenderAsync();

        await harness.ChangeAsync("[aria-label='Lowest price, ¢']", "95");
        await harness.ChangeAsync("[aria-label='Highest price, ¢']", "40");

        Assert.Contains("The lowest price is above the highest", harness.Document.QuerySelector(".field-error")!.TextContent, StringComparison.Ordinal);
        Assert.True(Save(harness).HasAttribute("disabled"));
    }

    [Theory, InlineData("2.50"), InlineData("2,50")]
    public async Task Money_WithAPointOrAComma_IsTheSame(string typed)
    {
        await using var harness = await RenderAsync();

        await harness.ChangeAsync("[aria-label='Most on one outcome in USDC']", typed);
        await harness.ChangeAsync("[aria-label='On one market, USDC']", typed);
        await harness.ClickAsync(".page-actions .button-primary");

        Assert.Equal((2.5m, 2.5m), (_data.Defaults.MaxPerTrade.Amount, _data.Defaults.Rules.MaxPerMarketUsdc));
    }

    [Fact]
    public async Task Money_ThatCouldMeanTwoAmounts_StaysInItsBoxAndIsNotSaved()
    {
        await using var harness = await RenderAsync();
        await harness.ChangeAsync("[aria-label='Highest price, ¢']", "92");

        await harness.ChangeAsync("[aria-label='On one market, USDC']", "1.000,50");
        _data.Announce(ChangeKind.Targets);

        Assert.Equal("1.000,50", harness.Document.QuerySelector("[aria-label='On one market, USDC']")!.GetAttribute("value"));
        Assert.Contains("On one market, USDC: Type digits", harness.Document.QuerySelector(".field-error")!.TextContent, StringComparison.Ordinal);
        Assert.True(Save(harness).HasAttribute("disabled"));

        await harness.ClickAsync("[aria-label='Reset On one market: from the platform again']");
        Assert.Equal("", harness.Document.QuerySelector("[aria-label='On one market, USDC']")!.GetAttribute("value"));
        Assert.False(Save(harness).HasAttribute("disabled"));
    }

    [Fact]
    public async Task Categories_OfTwoWords_AreOneEntry()
    {
        await using var harness = await RenderAsync();

        await harness.ChangeAsync("[aria-label='Never these categories']", "Middle East, Sports");
        await harness.ClickAsync(".page-actions .button-primary");

        Assert.Equal(["Middle East", "Sports"], _data.Defaults.Rules.Categories!.Deny);
    }

    [Fact]
    public async Task Lists_ABadMarketThenAGoodCategory_AreNotSaved()
    {
        await using var harness = await RenderAsync();

        await harness.ChangeAsync("[aria-label='Never these markets']", "0x12");
        await harness.ChangeAsync("[aria-label='Never these categories']", "Sports");

        Assert.Equal("0x12", harness.Document.QuerySelector("[aria-label='Never these markets']")!.GetAttribute("value"));
        Assert.Contains("Never these markets: A market is named by its condition id", harness.Document.QuerySelector(".field-error")!.TextContent, StringComparison.Ordinal);
        Assert.True(Save(harness).HasAttribute("disabled"));

        await harness.ChangeAsync("[aria-label='Never these markets']", "");
        Assert.False(Save(harness).HasAttribute("disabled"));
    }

    [Fact]
    public async Task Discard_EditedRules_TakesTheSavedOnesBack()
    {
        await using var harness = await RenderAsync();
        await harness.ChangeAsync("[aria-label='Highest price, ¢']", "92");

        await harness.ClickAsync(".page-actions .button:not(.button-primary):not(a)");

        Assert.Contains("Nothing changed.", harness.Document.QuerySelector("[aria-label='Changes']")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_History_ShowsEachChangeWithWhatItWas()
    {
        var before = new TargetSettings(null, new SizingPolicy.MinBet(), Usdc.Of(5m), 75, null, true);
        _data.History.Add(new(PageData.Now.AddHours(-2), new UserId(Guid.NewGuid()), before, before with { MaxPerTrade = Usdc.Of(9m) }));
        await using var harness = await RenderAsync();

        var change = harness.Document.QuerySelector(".changes li")!.TextContent;
        Assert.Contains("Most on one outcome", change, StringComparison.Ordinal);
        Assert.Contains("5 → 9", change, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_NotReadable_SaysSoAndTriesAgain()
    {
        _data.Failure = new InvalidOperationException("secret");
        await using var harness = await RenderAsync();
        Assert.Contains("Could not load your defaults", harness.Document.Body!.TextContent, StringComparison.Ordinal);
        _data.Failure = null;

        await harness.ClickAsync("[role=alert] button");

        Assert.NotNull(harness.Document.QuerySelector("[aria-label='Highest price, ¢']"));
    }

    private static AngleSharp.Dom.IElement Save(ComponentHarness harness) => harness.Document.QuerySelector(".page-actions .button-primary")!;

    private async Task<ComponentHarness> RenderAsync()
    {
        var harness = Pages.Harness(_data);
        await harness.RenderAsync<DefaultsPage>();
        return harness;
    }
}
