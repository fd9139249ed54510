using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Trading;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features;
using CopyTrade.Web.Features.Search;
using Microsoft.Extensions.DependencyInjection;

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

    [Fact]
    public async Task Find_WalletOfATarget_AsksForItsOrders()
    {
        var (data, orders) = (SampleDay.Create(), new FakeOrderSearch());

        await new SearchDesk(data, data, data, orders).FindAsync(PageData.Tenant, data.Cards[0].Target.Wallet.Value, false, CancellationToken.None);

        Assert.Equal([MirrorKeys.BookOf(data.Cards[0].Target.Key)], orders.LastBooks.Distinct());
    }

    [Fact]
    public async Task Render_MoreOrdersThanFit_LeadToTheNextPageOfThem()
    {
        var made = new FakeOrders();
        var orders = Enumerable.Range(1, 40).Select(n => made.Add(n, PageData.Target(1, null), OrderStage.Confirmed).Line.Order with { Title = "Ferry line" }).ToArray();
        await using var harness = Pages.Harness(SampleDay.Create(), services => services.AddSingleton<IOrderSearch>(new FakeOrderSearch(orders)));
        harness.Navigation.NavigateTo("/search?q=ferry+line");
        await harness.RenderAsync<SearchPage>();
        var more = harness.Document.QuerySelector(".pager a")!.GetAttribute("href")!;
        Assert.Equal("/search?q=ferry%20line&after=6", more);

        await using var next = Pages.Harness(SampleDay.Create(), services => services.AddSingleton<IOrderSearch>(new FakeOrderSearch(orders)));
        next.Navigation.NavigateTo(more);
        await next.RenderAsync<SearchPage>();

        Assert.Equal(25, next.Document.QuerySelectorAll(".found li").Length);
        Assert.Equal(["Back to everything", "Older orders"], next.Document.QuerySelectorAll(".pager a").Select(link => link.TextContent));
    }

    private static async Task<IReadOnlyList<Found>> FindAsync(FakeData data, string text, bool isOperator = false) =>
        (await new SearchDesk(data, data, data, new FakeOrderSearch()).FindAsync(PageData.Tenant, text, isOperator, CancellationToken.None)).Hits;
}
