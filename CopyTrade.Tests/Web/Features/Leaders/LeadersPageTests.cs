using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Domain.Research.Leaders;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Leaders;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Web.Features.Leaders;

public sealed class LeadersPageTests
{
    [Fact]
    public async Task Render_NothingRankedYet_SaysWhenThereWillBe()
    {
        await using var harness = await RenderAsync<LeadersPage>(new FakeLeaders());

        Assert.Contains("No wallet is ranked yet", harness.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_Ranked_ShowsAPageOfThemEachRateWithItsSample()
    {
        await using var harness = await RenderAsync<LeadersPage>(FakeLeaders.Ranked(30));

        var rows = harness.Document.QuerySelectorAll(".leaders-table tbody tr");
        Assert.Equal(25, rows.Length);
        Assert.All(rows, row => Assert.Contains("n=60", row.QuerySelector("[data-label='Win rate']")!.TextContent, StringComparison.Ordinal));
        Assert.All(rows, row => Assert.Contains(" to ", row.QuerySelector(".l-edge small")!.TextContent, StringComparison.Ordinal));
        Assert.Equal("More", harness.Document.QuerySelector(".pager a")!.TextContent);
        Assert.All(rows, row => Assert.StartsWith("/targets?follow=0x", row.QuerySelector(".l-acts a")!.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Star_Pressed_WatchesTheWallet()
    {
        var leaders = FakeLeaders.Ranked(3);
        await using var harness = await RenderAsync<LeadersPage>(leaders);

        await harness.ClickAsync(".leaders-table .star");

        Assert.Equal([leaders.List.Rows[0].Wallet], leaders.Stars);
        Assert.Equal("true", harness.Document.QuerySelector(".leaders-table .star")!.GetAttribute("aria-pressed"));
    }

    [Fact]
    public async Task Render_NotReadable_SaysSo()
    {
        await using var harness = await RenderAsync<LeadersPage>(new FakeLeaders { Failure = new InvalidOperationException("secret") });

        Assert.Contains("Could not load the ranking", harness.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", harness.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Selection_SortedByWhatIsNotAlwaysKnown_PutsUnknownLastEitherWay()
    {
        var rows = FakeLeaders.Ranked(5).List.Rows.Select((row, i) => i == 2 ? row with { Sharpe = null } : row).ToList();

        foreach (var reverse in (bool[])[false, true])
        {
            var sorted = new LeaderSelection(LeaderSort.Sharpe, reverse).Of(rows, new HashSet<WalletAddress>());
            Assert.Null(sorted[^1].Sharpe);
            Assert.Equal(reverse ? sorted.Take(4).OrderBy(row => row.Sharpe) : sorted.Take(4).OrderByDescending(row => row.Sharpe), sorted.Take(4));
        }
    }

    [Fact]
    public void Selection_InTheAddress_ComesBackAsItWas()
    {
        var selection = new LeaderSelection(LeaderSort.WithoutBest, true, 90, LeaderVerdict.CopyWorthy, "sports", "ann", false, true, 2);

        var written = selection.Write();

        Assert.Equal(selection, LeaderSelection.Read((string?)written["sort"], (string?)written["order"], (int?)written["days"], (string?)written["verdict"], (string?)written["category"], (string?)written["q"], (string?)written["only"], (int?)written["page"]));
        Assert.Equal(new LeaderSelection(), LeaderSelection.Read("nonsense", "x", 12, "y", " ", null, "z", -4));
    }

    [Theory]
    [InlineData("@marlow", 7)]
    [InlineData("https://polymarket.com/@marlow?tab=activity", 7)]
    [InlineData("polymarket.com/profile/marlow", 7)]
    [InlineData("0x0000000000000000000000000000000000000009", 9)]
    [InlineData("https://polymarket.com/profile/0x0000000000000000000000000000000000000009", 9)]
    public async Task Find_AddressNameOrLink_AsksForTheWallet(string text, int wallet)
    {
        var leaders = new FakeLeaders();

        var (found, problem) = await new LeaderFinder(leaders, leaders, new FakeData()).FindAsync(text, "dana", CancellationToken.None);

        Assert.Null(problem);
        Assert.Equal(LeaderSamples.Wallet(wallet), found);
        Assert.Equal([LeaderSamples.Wallet(wallet)], leaders.Asked);
    }

    [Theory, InlineData("hello"), InlineData(""), InlineData("@nobody")]
    public async Task Find_WhatNamesNobody_SaysWhatToDo(string text)
    {
        var leaders = new FakeLeaders();

        var (found, problem) = await new LeaderFinder(leaders, leaders, new FakeData()).FindAsync(text, "dana", CancellationToken.None);

        Assert.Null(found);
        Assert.Contains("aste", problem, StringComparison.Ordinal);
        Assert.Empty(leaders.Asked);
    }

    [Fact]
    public async Task Leader_ThatNobodyAskedFor_OffersToReadIt()
    {
        var leaders = new FakeLeaders();
        await using var harness = await RenderLeaderAsync(leaders, LeaderSamples.Wallet(3).Value);

        await harness.ClickAsync(".empty button");

        Assert.Equal([LeaderSamples.Wallet(3)], leaders.Asked);
    }

    [Fact]
    public async Task Leader_OfNoAddress_SaysSo()
    {
        await using var harness = await RenderLeaderAsync(new FakeLeaders(), "nonsense");

        Assert.Contains("No such wallet", harness.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leader_WithAProfile_ShowsItAndTriesTheRules()
    {
        var leaders = new FakeLeaders { Dossier = FakeLeaders.Full() };
        await using var harness = await RenderLeaderAsync(leaders, LeaderSamples.Wallet(1).Value);
        foreach (var panel in (string[])["Profit over time", "If you had copied it", "Price paid against outcome", "Watch out", "By entry price", "By category", "Category by price", "Screening", "Holding time", "Trade size", "Open positions", "Closed positions"])
            Assert.NotNull(harness.Document.QuerySelector($"section[aria-label='{panel}']"));

        await harness.TriggerAsync(".trial-form", "onsubmit");

        Assert.Equal(30, Assert.Single(leaders.Trials).Terms.Days);
        Assert.Contains("The planner goes through its trades now", harness.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    private static Task<ComponentHarness> RenderLeaderAsync(FakeLeaders leaders, string address) => RenderAsync<LeaderPage>(leaders, new() { ["Address"] = address });

    private static async Task<ComponentHarness> RenderAsync<TPage>(FakeLeaders leaders, Dictionary<string, object?>? parameters = null)
        where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        var harness = Pages.Harness(new FakeData(), services => services.AddSingleton<ILeadersQuery>(leaders).AddSingleton<ILeaderChanges>(leaders).AddSingleton<ILeaderRecord>(leaders).AddSingleton<ICoverageQuery>(new NoCoverage()));
        await harness.RenderAsync<TPage>(given =>
        {
            foreach (var (name, value) in parameters ?? []) given[name] = value;
        });
        return harness;
    }

    private sealed class NoCoverage : ICoverageQuery
    {
        public Task<WalletCoverage> ReadAsync(WalletAddress wallet, DateTimeOffset since, CancellationToken ct) => Task.FromResult(new WalletCoverage(wallet, null, null, 0, 0, 0, true, [], []));

        public Task<IReadOnlyList<SourceSighting>> SightingsAsync(FillId fill, CancellationToken ct) => Task.FromResult<IReadOnlyList<SourceSighting>>([]);
    }
}
