using CopyTrade.E2E.Fixtures;
using CopyTrade.E2E.Pages;
using Microsoft.Playwright;

namespace CopyTrade.E2E.Journeys;

[Collection(nameof(BrowserGroup))]
public sealed class RulesJourney(BrowserFixture fixture)
{
    [Fact]
    public async Task Preset_PreviewedAndSaved_StandsInTheHistoryWithWhatItWas()
    {
        await using var visit = await fixture.VisitAsNewUserAsync("tuner");
        await visit.GoLiveAsync("/");
        await visit.PressAsync("Follow Marlow Vane");
        await visit.SeesAsync("You follow 1.");
        var activity = new ActivityPageObject(visit);
        await activity.OpenAsync();
        await activity.WaitForAsync(activity.Rows(".cell-trade")); // there is a trade to preview the rules on

        var rules = new RulesPageObject(visit);
        await rules.OpenAsync("Marlow Vane");
        await visit.SeesAsync("How large it bets");
        var before = await rules.Preview.InnerTextAsync();
        await rules.StartFromAsync("Bold");
        await rules.Diff.GetByText("10% of theirs").First.WaitForAsync();
        await Assertions.Expect(rules.Preview).Not.ToHaveTextAsync(before);
        Assert.Equal("Save: 10% of theirs, up to $50.00", await rules.Save.InnerTextAsync());

        await rules.Save.ClickAsync();
        await visit.SeesAsync("Nothing changed.");
        await rules.ShowAsync("History");
        var change = rules.History.First;
        await change.WaitForAsync();
        Assert.Contains("How to size", await change.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("→", await change.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(visit.Errors);
    }
}
