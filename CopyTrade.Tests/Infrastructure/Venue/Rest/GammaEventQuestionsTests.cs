using System.Text.Json;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Parsing;
using CopyTrade.Simulator;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Infrastructure.Venue.Rest;

public sealed class GammaEventQuestionsTests
{
    [Fact]
    public async Task Find_OverTheVenuesWire_ListsAllQuestionsOfAnEventAndNoneOfOthers()
    {
        var clock = new ManualClock();
        await using var venue = await SimulatorHost.StartAsync(new() { Leaders = false }, clock, null, CancellationToken.None);
        await using var services = TestVenue.At($"http://127.0.0.1:{venue.Port}", clock, settings: [("GammaUrl", venue.GammaUrl.ToString())]);
        using var http = new HttpClient(new SocketsHttpHandler());
        var markets = JsonDocument.Parse(await http.GetStringAsync(new Uri(venue.GammaUrl.ToString().TrimEnd('/') + "/markets?limit=500"))).RootElement.EnumerateArray().ToList();
        var questions = services.GetRequiredService<IEventQuestions>();
        var ofEvent = markets.Where(market => market.GetProperty("negRisk").GetBoolean()).GroupBy(market => market.GetProperty("negRiskMarketID").GetString()).First(group => group.Count() > 1).ToList();
        var alone = markets.First(market => !market.GetProperty("negRisk").GetBoolean());

        var found = await questions.FindAsync(ConditionOf(ofEvent[0]), default);

        Assert.Equal(ofEvent.Select(ConditionOf).Select(condition => condition.Value).Order(StringComparer.Ordinal), found.Select(question => question.Condition.Value).Order(StringComparer.Ordinal));
        Assert.All(found, question => Assert.NotEqual(question.Yes, question.No));
        Assert.Empty(await questions.FindAsync(ConditionOf(alone), default));
        Assert.Empty(await questions.FindAsync(ConditionId.Parse("0x" + new string('f', 64)), default));
    }

    [Theory]
    [InlineData("""{"negRisk":true,"markets":[A,B]}""", 2)]
    [InlineData("""{"negRisk":true,"markets":[A,B,OUT]}""", 2)]        // ended with no: takes nothing from the others
    [InlineData("""{"negRisk":true,"markets":[A,B,WON]}""", 0)]        // decided
    [InlineData("""{"negRisk":true,"markets":[A,B,ODD]}""", 0)]        // a row that cannot be read may be a question
    [InlineData("""{"negRisk":true,"negRiskAugmented":true,"markets":[A,B]}""", 0)]
    [InlineData("""{"negRisk":false,"markets":[A,B]}""", 0)]
    [InlineData("""{"negRisk":true,"markets":[A]}""", 0)]
    public void Questions_OfARow_AreAllOrNone(string row, int expected)
    {
        var json = row.Replace("OUT", Market('c', "\"closed\":true,\"outcomePrices\":\"[\\\"1\\\",\\\"0\\\"]\","), StringComparison.Ordinal)
            .Replace("WON", Market('c', "\"closed\":true,\"outcomePrices\":[\"0\",\"1\"],"), StringComparison.Ordinal).Replace("ODD", """{"conditionId":"0x1"}""", StringComparison.Ordinal)
            .Replace("[A", "[" + Market('a'), StringComparison.Ordinal).Replace(",B", "," + Market('b'), StringComparison.Ordinal);
        using var document = JsonDocument.Parse(json);

        Assert.Equal(expected, EventParser.Questions(document.RootElement).Count);
    }

    private static string Market(char digit, string more = "") =>
        $$"""{{{more}}"conditionId":"0x{{new string(digit, 64)}}","outcomes":"[\"No\",\"Yes\"]","clobTokenIds":"[\"{{(int)digit}}1\",\"{{(int)digit}}2\"]"}""";

    private static ConditionId ConditionOf(JsonElement market) => ConditionId.Parse(market.GetProperty("conditionId").GetString()!);
}
