using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features;
using CopyTrade.Web.Features.Search;

namespace CopyTrade.Tests.Web.Features.Search;

public sealed class SearchTests
{
    private const string Stranger = "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed";

    [Fact]
    public async Task Find_TargetByNameOrAddress_LeadsToItsRules()
    {
        var data = SampleDay.Create();
        var card = data.Cards[0];

        foreach (var text in (string[])[TargetNames.Of(card).ToUpperInvariant(), card.Target.Wallet.Value])
        {
            var hit = Assert.Single(await FindAsync(data, text), found => found.Kind == "Target");
            Assert.Equal($"/targets/{card.Target.Id}", hit.Href);
        }
    }

    [Fact]
    public async Task Find_AddressOfAStranger_OffersToFollow()
    {
        var hit = Assert.Single(await FindAsync(SampleDay.Create(), $"https://polymarket.com/profile/{Stranger}"));

        Assert.Equal(("Wallet", $"/targets?follow={Stranger}"), (hit.Kind, hit.Href));
    }

    [Fact]
    public async Task Find_Page_IsFoundByNameAndOperatorsPagesOnlyByOperators()
    {
        Assert.Contains(await FindAsync(new FakeData(), "sync"), found => found.Href == "/sync");
        Assert.DoesNotContain(await FindAsync(new FakeData(), "jobs"), found => found.Href == "/jobs");
        Assert.Contains(await FindAsync(new FakeData(), "jobs", isOperator: true), found => found.Href == "/jobs");
    }

    [Fact]
    public async Task Find_Market_IsFoundOnceByItsQuestion()
    {
        var data = SampleDay.Create();
        var title = data.Held.First(row => row.Title is not null).Title!;

        Assert.Single(await FindAsync(data, title), found => found.Kind == "Market" && found.Text == title);
    }

    [Theory, InlineData(""), InlineData(" a "), InlineData("zzz-nothing-like-this")]
    public async Task Find_TooLittleOrNothing_IsEmpty(string text) => Assert.Empty(await FindAsync(SampleDay.Create(), text));

    [Fact]
    public async Task Render_NothingFound_SaysWhereItLooked()
    {
        await using var harness = Pages.Harness(SampleDay.Create());
        harness.Navigation.NavigateTo("/search?q=zzz-nothing-like-this");
        await harness.RenderAsync<SearchPage>();

        Assert.Contains("Nothing found", harness.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<Found>> FindAsync(FakeData data, string text, bool isOperator = false) =>
        new SearchDesk(data, data, data, new FakeOrders()).FindAsync(PageData.Tenant, text, isOperator, CancellationToken.None);
}
