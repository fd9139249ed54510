using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Infrastructure.Venue.Rest;

public sealed class MarketCatalogTests
{
    private const string Rules = """{"c":"0xcccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc","t":[{"t":"11","o":"Yes"},{"t":"22","o":"No"}],"mts":0.01,"mos":5,"nr":true,"ao":true,"fd":{"r":0.05,"e":1,"to":true}}""";
    private const string Row = """[{"conditionId":"0xcccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc","question":"Will it?","endDateIso":"2026-03-12","closed":false}]""";
    private static readonly ConditionId Condition = ConditionId.Parse("0x" + new string('c', 64));
    private static readonly TokenId Yes = TokenId.Parse("11");
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Find_AskedAHundredTimesAtOnce_AsksTheVenueOnce()
    {
        await using var venue = Venue(Rules, Row);
        await using var services = TestVenue.At(venue.Url, _clock);
        var catalog = services.GetRequiredService<IMarketCatalog>();

        var markets = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => catalog.FindAsync(Condition, Yes, default))));

        Assert.Equal(2, venue.Requests.Count);   // rules and title
        Assert.All(markets, m => Assert.Same(markets[0], m));
        Assert.Equal(
            new Market(Condition, Yes, TokenId.Parse("22"), "Will it?", "Yes", TickSize.Cent, Shares.Of(5m), Usdc.Of(1m), NegRisk: true, 0.05m, 1,
                new DateTimeOffset(2026, 3, 12, 23, 59, 59, TimeSpan.Zero), AcceptingOrders: true, Closed: false, _clock.GetUtcNow()),
            markets[0]);
    }

    [Fact]
    public async Task Find_AfterAMinuteOrForget_AsksAgain()
    {
        await using var venue = Venue(Rules, Row);
        await using var services = TestVenue.At(venue.Url, _clock);
        var catalog = services.GetRequiredService<IMarketCatalog>();

        await catalog.FindAsync(Condition, Yes, default);
        _clock.Advance(TimeSpan.FromSeconds(59));
        await catalog.FindAsync(Condition, Yes, default);
        Assert.Equal(2, venue.Requests.Count);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await catalog.FindAsync(Condition, Yes, default);
        Assert.Equal(4, venue.Requests.Count);
        catalog.Forget(Yes);
        await catalog.FindAsync(Condition, Yes, default);
        Assert.Equal(6, venue.Requests.Count);
    }

    [Fact]
    public async Task Find_AClosedMarket_IsAskedForASecondTime()
    {
        await using var venue = new RawVenue();
        venue.Answer = r => RawVenue.Json(200, r.Target.Contains("clob-markets", StringComparison.Ordinal) ? Rules.Replace("\"ao\":true,", "", StringComparison.Ordinal)
            : r.Target.EndsWith("&closed=true", StringComparison.Ordinal) ? Row.Replace("false", "true", StringComparison.Ordinal) : "[]");
        await using var services = TestVenue.At(venue.Url, _clock);

        var market = await services.GetRequiredService<IMarketCatalog>().FindAsync(Condition, Yes, default);

        Assert.True(market!.Closed);
        Assert.False(market.AcceptingOrders);
        Assert.Equal("Will it?", market.Title);
    }

    [Theory]
    [InlineData("\"category\":\"Sports\",\"events\":[{\"category\":\"Other\"}]", "Sports")]
    [InlineData("\"events\":[{\"category\":\"Politics\",\"tags\":[{\"label\":\"Other\"}]}]", "Politics")]
    [InlineData("\"events\":[{\"tags\":[{\"label\":\"Crypto\"},{\"label\":\"Bitcoin\"}]}],\"tags\":[{\"label\":\"Other\"}]", "Crypto")]
    [InlineData("\"tags\":[{\"id\":7,\"label\":\"Weather\"}]", "Weather")]
    [InlineData("\"category\":null,\"events\":\"none\",\"tags\":[null]", null)]
    public async Task Find_WhatAMarketIsAbout_IsSaidByItselfItsEventOrItsTags(string said, string? category)
    {
        await using var venue = Venue(Rules, Row.Replace("\"closed\"", said + ",\"closed\"", StringComparison.Ordinal));
        await using var services = TestVenue.At(venue.Url, _clock);

        Assert.Equal(category, (await services.GetRequiredService<IMarketCatalog>().FindAsync(Condition, Yes, default))!.Category);
    }

    [Theory]
    [InlineData("\"mts\":0.01", "\"mts\":0.03")]
    [InlineData("\"mts\":0.01,", "")]
    [InlineData("\"mos\":5", "\"mos\":null")]
    [InlineData("\"r\":0.05", "\"r\":-1")]
    [InlineData("\"t\":\"11\"", "\"t\":\"99\"")]
    [InlineData("\"e\":1", "\"e\":1.5")]
    public async Task Find_WithARuleThatNobodyKnows_IsNoMarket(string rule, string changed)
    {
        await using var venue = Venue(Rules.Replace(rule, changed, StringComparison.Ordinal), Row);
        await using var services = TestVenue.At(venue.Url, _clock);

        Assert.Null(await services.GetRequiredService<IMarketCatalog>().FindAsync(Condition, Yes, default));
    }

    [Fact]
    public async Task Find_WhenTheVenueFallsSilent_ServesTheLastKnownRules()
    {
        await using var venue = Venue(Rules, Row);
        await using var services = TestVenue.At(venue.Url, _clock);
        var catalog = services.GetRequiredService<IMarketCatalog>();
        var known = await catalog.FindAsync(Condition, Yes, default);

        venue.Answer = _ => RawVenue.Json(403, "{}");
        _clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Same(known, await catalog.FindAsync(Condition, Yes, default));
        catalog.Forget(Yes);
        await Assert.ThrowsAsync<VenueUnavailableException>(() => catalog.FindAsync(Condition, Yes, default));
    }

    [Fact]
    public async Task FindToSell_WhileOnlyGammaIsDown_TellsTheRulesAndBuyersGetNothing()
    {
        await using var venue = Venue(Rules, Row);
        await using var services = TestVenue.At(venue.Url, _clock);
        var catalog = services.GetRequiredService<IMarketCatalog>();
        var whole = venue.Answer;
        venue.Answer = r => r.Target.Contains("clob-markets", StringComparison.Ordinal) ? whole(r) : RawVenue.Json(403, "{}");

        var rules = await catalog.FindToSellAsync(Condition, Yes, default);

        Assert.Equal((true, TickSize.Cent, Shares.Of(5m), true, null), (rules!.RulesOnly, rules.Tick, rules.MinimumShares, rules.AcceptingOrders, rules.EndsAt));
        await Assert.ThrowsAsync<VenueUnavailableException>(() => catalog.FindAsync(Condition, Yes, default));
        await Assert.ThrowsAsync<VenueUnavailableException>(() => catalog.ListAsync(Condition, default));

        venue.Answer = whole;
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal((false, "Will it?"), await catalog.FindAsync(Condition, Yes, default) is { } market ? (market.RulesOnly, market.Title) : default);
    }

    [Fact]
    public async Task FindToSell_WhileGammaIsDownForLong_OutlivesWhatWasKnown()
    {
        await using var venue = Venue(Rules, Row);
        await using var services = TestVenue.At(venue.Url, _clock);
        var catalog = services.GetRequiredService<IMarketCatalog>();
        var known = await catalog.FindAsync(Condition, Yes, default);
        var whole = venue.Answer;
        venue.Answer = r => r.Target.Contains("clob-markets", StringComparison.Ordinal) ? whole(r) : RawVenue.Json(403, "{}");

        _clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Same(known, await catalog.FindToSellAsync(Condition, Yes, default));
        _clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal((true, "Will it?"), await catalog.FindToSellAsync(Condition, Yes, default) is { } rules ? (rules.RulesOnly, rules.Title) : default);
        await Assert.ThrowsAsync<VenueUnavailableException>(() => catalog.FindAsync(Condition, Yes, default));
    }

    [Fact]
    public async Task FindToSell_WhileGammaHangs_WaitsAMomentOnceAndThenNotAtAll()
    {
        await using var venue = Venue(Rules, Row);
        await using var services = TestVenue.At(venue.Url, _clock);
        var catalog = services.GetRequiredService<IMarketCatalog>();
        var whole = venue.Answer;
        venue.Answer = r => r.Target.Contains("clob-markets", StringComparison.Ordinal) ? whole(r) : "";

        var first = catalog.FindToSellAsync(Condition, Yes, default);
        // Its own clock has to say that the moment is over; until then it waits. No longer: the rules, too, have a limit by that clock.
        await _clock.TimerSetAsync(TimeSpan.FromSeconds(1));
        Assert.False(first.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await first)!.RulesOnly);

        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.True((await catalog.FindToSellAsync(Condition, Yes, default))!.RulesOnly);
    }

    private static RawVenue Venue(string rules, string gamma) =>
        new() { Answer = r => RawVenue.Json(200, r.Target.Contains("clob-markets", StringComparison.Ordinal) ? rules : gamma) };
}
