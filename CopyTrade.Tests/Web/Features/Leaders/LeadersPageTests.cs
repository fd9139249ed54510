using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Targets.Leaving;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Domain.Research.Leaders;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Tests.Web.Features.Targets;
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
    public async Task Render_NothingClosedInTheWindow_IsNotAProfitOfZero()
    {
        var leaders = FakeLeaders.Ranked(1);
        leaders.List = leaders.List with { Rows = [.. leaders.List.Rows.Select(row => row with { Windows = [.. row.Windows.Select(window => window with { Pnl = Usdc.Zero, Cost = Usdc.Zero, N = 0 })] })] };
        await using var harness = await RenderAsync<LeadersPage>(leaders);

        Assert.Equal("—none closed", harness.Document.QuerySelector(".leaders-table [data-label='Profit']")!.TextContent.Trim());
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
    public async Task Rotation_WalletToDrop_LeadsToItsLeavingAndSaysWhenItIsLeftAlready()
    {
        var row = FakeLeaders.Ranked(3).List.Rows[0];
        row = row with { Standing = row.Standing with { Verdict = LeaderVerdict.Trap } };
        var target = PageData.Target(1, null);
        foreach (var leaving in (TargetExit?[])[null, FakeTargetExits.Exit(target, new(2026, 12, 3, 18, 0, 0, TimeSpan.Zero))])
        {
            await using var harness = Pages.Harness(new FakeData());
            await harness.RenderAsync<RotationPanel>(parameters =>
            {
                parameters["Rows"] = (IReadOnlyList<LeaderRow>)[row];
                parameters["Followed"] = new HashSet<WalletAddress> { row.Wallet };
                parameters["Targets"] = new Dictionary<WalletAddress, (TargetRowId, TargetExit?)> { [row.Wallet] = (target.Id, leaving) };
            });

            var dropped = Assert.Single(harness.Document.QuerySelectorAll(".todo-warn"));
            Assert.Equal($"/targets/{target.Id}#leave", dropped.QuerySelector(".link-btn")!.GetAttribute("href"));
            Assert.Equal(leaving is not null, dropped.TextContent.Contains("You are leaving it: leaving by 3 Dec.", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task ForgetView_ServerCannot_SaysSoAndKeepsIt()
    {
        var leaders = FakeLeaders.Ranked(3);
        leaders.Views.Add(new("Mine", "days=7"));
        await using var harness = await RenderAsync<LeadersPage>(leaders);

        leaders.Failure = new InvalidOperationException("secret");
        await harness.ClickAsync(".l-views .icon-btn");

        Assert.Contains("The server could not do it.", harness.Document.QuerySelector(".l-views .field-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Mine", harness.Document.QuerySelector(".l-view a")!.TextContent);
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
        var selection = new LeaderSelection(LeaderSort.WithoutBest, true, 90, LeaderVerdict.CopyWorthy, "sports", "ann", false, true, 2, $"{LeaderSamples.Wallet(1)},{LeaderSamples.Wallet(2)}");

        var written = selection.Write();

        Assert.Equal(selection, LeaderSelection.Read((string?)written["sort"], (string?)written["order"], (int?)written["days"], (string?)written["verdict"], (string?)written["category"], (string?)written["q"], (string?)written["only"], (int?)written["page"], (string?)written["compare"]));
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

    [Fact]
    public async Task Ranking_AndLeader_WhileBeingRead_DrawALoadingStateThenTheRest()
    {
        var leaders = new FakeLeaders { Gate = new(TaskCreationOptions.RunContinuationsAsynchronously), List = FakeLeaders.Ranked(3).List, Dossier = FakeLeaders.Full() };
        await using var ranking = Harness(leaders);
        await using var leader = Harness(leaders);
        var (drawing, other) = (ranking.RenderAsync<LeadersPage>(), leader.RenderAsync<LeaderPage>(given => given["Address"] = LeaderSamples.Wallet(1).Value));

        await ranking.WaitForAsync(page => page.QuerySelector(".skeleton[aria-label='Loading the ranking']") is not null);
        await leader.WaitForAsync(page => page.QuerySelector(".skeleton[aria-label='Loading this wallet']") is not null);
        leaders.Gate.SetResult();
        await Task.WhenAll(drawing, other);

        await ranking.WaitForAsync(page => page.QuerySelectorAll(".leaders-table tbody tr").Length == 3);
        await leader.WaitForAsync(page => page.QuerySelector("section[aria-label='Why this rank']") is not null);
    }

    [Fact]
    public async Task Leader_NotReadable_SaysSoAndTriesAgain()
    {
        var leaders = new FakeLeaders { Failure = new VenueUnavailableException("secret"), Dossier = FakeLeaders.Full() };
        await using var harness = await RenderLeaderAsync(leaders, LeaderSamples.Wallet(1).Value);
        Assert.Contains("The venue did not answer.", harness.Document.QuerySelector("[role='alert']")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", harness.Html, StringComparison.Ordinal);

        leaders.Failure = null;
        await harness.ClickAsync("[role='alert'] button");

        Assert.NotNull(harness.Document.QuerySelector("section[aria-label='Company']"));
    }

    [Fact]
    public async Task Leader_ThatTheVenueWouldNotTell_SaysWhyAndAsksAgain()
    {
        var (wallet, leaders) = (LeaderSamples.Wallet(3), new FakeLeaders());
        leaders.Dossier = new(wallet, null, null, null, null, null, "The venue is resting.", [], []);
        await using var first = await RenderLeaderAsync(leaders, wallet.Value);
        Assert.Contains("The venue is resting.", first.Document.QuerySelector(".empty")!.TextContent, StringComparison.Ordinal);
        await first.ClickAsync(".empty button");
        Assert.Equal([wallet], leaders.Asked);

        // Read once, and not again since: what is known stays, and is not passed off as current.
        leaders.Dossier = FakeLeaders.Full() with { Problem = "The venue is resting." };
        await using var later = await RenderLeaderAsync(leaders, LeaderSamples.Wallet(1).Value);
        Assert.Contains("Not up to date: its record could not be read again. The venue is resting.", later.Document.QuerySelector(".part-stale")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(later.Document.QuerySelector("section[aria-label='If you had copied it']"));
    }

    [Fact]
    public async Task Leader_WithoutATrade_SaysThatAndDrawsNoFigures()
    {
        var profile = LeaderCalculator.Of(LeaderSamples.History([], []));
        await using var harness = await RenderLeaderAsync(new FakeLeaders { Dossier = new(profile.Wallet, null, profile, LeaderRanker.Rank([profile])[profile.Wallet.Value], LeaderSamples.Now, LeaderSamples.Now, null, [], []) }, profile.Wallet.Value);

        Assert.Contains("neither a trade nor a closed position", harness.Document.QuerySelector(".empty")!.TextContent, StringComparison.Ordinal);
        Assert.Null(harness.Document.QuerySelector(".strip"));
    }

    [Theory, InlineData("0x1234"), InlineData("no such thing"), InlineData("<script>alert(1)</script>")]
    public async Task Find_WhatIsMalformed_SaysOnThePageWhatIsAccepted(string text)
    {
        await using var harness = await RenderAsync<LeadersPage>(FakeLeaders.Ranked(2));

        await harness.ChangeAsync("#leader-text", text);
        await harness.TriggerAsync(".leader-find", "onsubmit");

        Assert.Equal("That names no wallet: paste an address (0x and 40 digits), an @name, or a link to a profile.", harness.Document.QuerySelector("#leader-problem .field-error")!.TextContent.Trim());
        Assert.Equal("true", harness.Document.QuerySelector("#leader-text")!.GetAttribute("aria-invalid"));
        Assert.Equal(2, harness.Document.QuerySelectorAll(".leaders-table tbody tr").Length);
    }

    [Fact]
    public async Task Find_MoreWalletsThanADayHasRoomFor_IsRefusedToThatPersonUntilTomorrow()
    {
        var (leaders, clock) = (new FakeLeaders(), new ManualTimeProvider());
        var finder = new LeaderFinder(leaders, leaders, new FakeData(), clock);
        async Task<bool> AskAsync(int wallet, string by) => (await finder.FindAsync($"0x{wallet:x40}", by, CancellationToken.None)).Wallet is not null;
        for (var i = 1; i <= LeaderFinder.MostADay; i++) Assert.True(await AskAsync(i, "dana"));

        Assert.Equal((true, false, true), (await AskAsync(1, "dana"), await AskAsync(1_000, "dana"), await AskAsync(1_000, "eve")));
        clock.Advance(TimeSpan.FromDays(1));
        Assert.True(await AskAsync(1_000, "dana"));
    }

    [Fact]
    public async Task Find_WhileTheVenueIsAway_SaysSoInOneSentence()
    {
        var leaders = new FakeLeaders { Failure = new VenueUnavailableException("secret") };

        var (found, problem) = await new LeaderFinder(leaders, leaders, new FakeData()).FindAsync("@marlow", "dana", CancellationToken.None);

        Assert.Null(found);
        Assert.Equal("The venue did not answer, so the name could not be looked up. Try again, or paste the address.", problem);
    }

    [Fact]
    public async Task Compare_UpToFour_StandSideBySideWithWhatIsNotKnownAsADash()
    {
        var leaders = new FakeLeaders { Dossier = FakeLeaders.Full() };
        await using var harness = Harness(leaders);
        harness.Navigation.NavigateTo($"/leaders/compare?wallets={LeaderSamples.Wallet(1)},nonsense,{LeaderSamples.Wallet(8)},{LeaderSamples.Wallet(1)}");
        await harness.RenderAsync<LeaderComparePage>();

        Assert.Equal(["Trader 1", "0x0000…0008"], harness.Document.QuerySelectorAll(".l-side thead .cell-name").Select(name => name.TextContent));
        var edge = harness.Document.QuerySelectorAll(".l-side tbody tr").Single(row => row.QuerySelector("th")!.TextContent == "Win rate").QuerySelectorAll("td");
        Assert.Contains("n=80", edge[0].TextContent, StringComparison.Ordinal);
        Assert.Equal(CopyTrade.Web.Shared.Format.None, edge[1].TextContent.Trim());

        await harness.ChangeAsync("#compare-text", LeaderSamples.Wallet(9).Value);
        await harness.TriggerAsync(".leader-find", "onsubmit");

        Assert.EndsWith($"/leaders/compare?wallets={LeaderSamples.Wallet(1)},{LeaderSamples.Wallet(8)},{LeaderSamples.Wallet(9)}", harness.Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal([LeaderSamples.Wallet(9)], leaders.Asked);
    }

    [Fact]
    public void Comparison_OfMoreThanFour_KeepsTheFirstFour()
    {
        var full = LeaderComparison.Read(string.Join(',', Enumerable.Range(1, 6).Select(i => LeaderSamples.Wallet(i).Value)));

        Assert.Equal(Enumerable.Range(1, 4).Select(LeaderSamples.Wallet), full.Wallets);
        Assert.Equal(full.Wallets, full.Toggle(LeaderSamples.Wallet(5)).Wallets);
        Assert.Equal(3, full.Toggle(LeaderSamples.Wallet(2)).Wallets.Count);
        Assert.Null(LeaderComparison.Read("a,b").Write());
    }

    [Fact]
    public async Task View_Saved_IsALinkToTheSameFilterWithoutItsPage()
    {
        var leaders = FakeLeaders.Ranked(30);
        await using var harness = Harness(leaders);
        harness.Navigation.NavigateTo("/leaders?sort=sharpe&days=7&page=2&q=Trader%201");
        await harness.RenderAsync<LeadersPage>();
        await harness.TriggerAsync(".l-save", "onsubmit");
        Assert.Contains("Give the view a name.", harness.Document.QuerySelector(".l-views .field-error")!.TextContent, StringComparison.Ordinal);

        await harness.ChangeAsync(".l-save input", " Steady ");
        await harness.TriggerAsync(".l-save", "onsubmit");

        Assert.Equal([new LeaderView("Steady", "sort=sharpe&days=7&q=Trader%201")], leaders.Views);
        Assert.Equal("/leaders?sort=sharpe&days=7&q=Trader%201", harness.Document.QuerySelector(".l-view a")!.GetAttribute("href"));
        await harness.ClickAsync(".l-view button");
        Assert.Empty(leaders.Views);
    }

    [Fact]
    public async Task Leader_LinkToATiedWallet_IsAboutThatWallet()
    {
        var leaders = new FakeLeaders { Dossier = FakeLeaders.Full() };
        await using var harness = await RenderLeaderAsync(leaders, leaders.Dossier.Wallet.Value);
        Assert.Contains("Trader 1", harness.Document.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);

        await harness.GiveAsync(given => given["Address"] = LeaderSamples.Wallet(7).Value);

        Assert.Contains("Nobody has asked for this wallet yet", harness.Document.Body!.TextContent, StringComparison.Ordinal);
        await harness.ClickAsync(".empty button");
        Assert.Equal([LeaderSamples.Wallet(7)], leaders.Asked);
    }

    [Fact]
    public async Task Ranking_WithinACategory_ShowsItsPlacesThere()
    {
        var leaders = FakeLeaders.Ranked(5);
        var rows = leaders.List.Rows.Select((row, i) => row with { Standing = row.Standing with { Within = i == 4 ? [] : [new("politics", i == 3 ? null : 3 - i, 3, i == 3 ? null : Estimate.Around(0.1 * i, 0.01, 20), Rate.Of(i, 20), CopyTrade.Domain.Money.Usdc.Zero)] } }).ToList();
        leaders.List = leaders.List with { Rows = rows };
        await using var harness = Harness(leaders);
        harness.Navigation.NavigateTo("/leaders?category=politics");
        await harness.RenderAsync<LeadersPage>();

        var shown = harness.Document.QuerySelectorAll(".leaders-table tbody tr");
        Assert.Equal(["1", "2", "3"], shown.Take(3).Select(row => row.QuerySelector(".l-rank")!.TextContent.Trim()));
        Assert.Equal(4, shown.Length);
        Assert.Contains("too few to say", shown[3].QuerySelector(".l-edge")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("within politics", harness.Document.QuerySelector(".l-note")!.TextContent, StringComparison.Ordinal);
    }

    private static Task<ComponentHarness> RenderLeaderAsync(FakeLeaders leaders, string address) => RenderAsync<LeaderPage>(leaders, new() { ["Address"] = address });

    private static async Task<ComponentHarness> RenderAsync<TPage>(FakeLeaders leaders, Dictionary<string, object?>? parameters = null)
        where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        var harness = Harness(leaders);
        await harness.RenderAsync<TPage>(given =>
        {
            foreach (var (name, value) in parameters ?? []) given[name] = value;
        });
        return harness;
    }

    private static ComponentHarness Harness(FakeLeaders leaders) =>
        Pages.Harness(new FakeData(), services => services.AddSingleton<ILeadersQuery>(leaders).AddSingleton<ILeaderChanges>(leaders).AddSingleton<ILeaderRecord>(leaders).AddSingleton<ICoverageQuery>(new NoCoverage()));

    private sealed class NoCoverage : ICoverageQuery
    {
        public Task<WalletCoverage> ReadAsync(WalletAddress wallet, DateTimeOffset since, CancellationToken ct) => Task.FromResult(new WalletCoverage(wallet, null, null, 0, 0, 0, true, [], []));
    }
}
