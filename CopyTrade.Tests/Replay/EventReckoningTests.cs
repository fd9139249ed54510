using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using Xunit.Abstractions;

namespace CopyTrade.Tests.Replay;

/// <summary>Marks and values of events of which one question ends with yes, beside a script that shares nothing with the product.</summary>
public sealed class EventReckoningTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task InventedEvents_BesideTheScript_AgreeToTheLastDecimal()
    {
        var cases = Enumerable.Range(0, 400).Select(seed => Invent(new Random(seed))).ToList();
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, new JsonArray([.. cases.Select(one => one.Told)]).ToJsonString());
            if (await ReckoningScript.RunAsync(output, "events", file) is not { } printed) return;
            var script = JsonSerializer.Deserialize<List<Reckoned>>(printed, JsonSerializerOptions.Web)!;

            Assert.Equal(cases.Count, script.Count);
            Assert.All(cases.Zip(script), pair => Compare(pair.First, pair.Second));
            // What would prove nothing: all of them taken together, or none.
            Assert.InRange(script.Count(one => one.Chances is null), 40, 360);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Compare(Case one, Reckoned script)
    {
        var chances = EventMarks.ChancesOf(one.Questions, one.Marks, Now);

        Assert.Equal(script.Chances, chances?.Select(chance => Text(chance.Value)));
        Assert.Equal(script.Certain, Text(NegRiskValue.Certain(one.Held, one.IsWhole)));
        if (chances is not null) Assert.Equal(script.Worth, Text(NegRiskValue.Expected([.. one.Held.Zip(chances, (held, chance) => held with { Mark = chance })], isWhole: true)!.Value));
    }

    private static Case Invent(Random random)
    {
        var questions = Enumerable.Range(1, random.Next(1, 8)).Select(n => new EventQuestion(
            ConditionId.Parse("0x" + n.ToString("x", CultureInfo.InvariantCulture).PadLeft(64, '0')), TokenId.Parse($"{n}1"), TokenId.Parse($"{n}2"))).ToList();
        var weights = questions.ConvertAll(_ => random.Next(1, 100));
        var held = questions.ConvertAll(_ => new NegRiskQuestion(random.Next(0, 400) / 4m, random.Next(0, 400) / 4m));
        var (marks, told, isWhole) = (new Dictionary<TokenId, TokenMark>(), new JsonArray(), random.Next(2) == 0);
        foreach (var (question, n) in questions.Select((question, n) => (question, n)))
        {
            var price = Math.Clamp(decimal.Round((decimal)weights[n] / weights.Sum() * (0.88m + (random.Next(0, 25) / 100m)), 3), 0.001m, 0.999m);
            told.Add(new JsonObject
            {
                ["yes"] = random.Next(5) > 0 ? Mark(question.Yes, price) : null,
                ["no"] = random.Next(3) > 0 ? Mark(question.No, 1m - price) : null,
                ["heldYes"] = held[n].Yes,
                ["heldNo"] = held[n].No,
            });
        }

        return new(questions, marks, held, isWhole, new JsonObject { ["isWhole"] = isWhole, ["questions"] = told });

        JsonObject Mark(TokenId token, decimal price)
        {
            var (age, isPayout) = (random.Next(30) == 0 ? 7_201 : random.Next(0, 7_201), random.Next(60) == 0);
            marks[token] = new(token, Price.Of(price), Now.AddSeconds(-age), isPayout ? MarkSource.Resolution : MarkSource.Book);
            return new() { ["price"] = price, ["age"] = age, ["payout"] = isPayout };
        }
    }

    private static string Text(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);

    private sealed record Case(IReadOnlyList<EventQuestion> Questions, IReadOnlyDictionary<TokenId, TokenMark> Marks, IReadOnlyList<NegRiskQuestion> Held, bool IsWhole, JsonObject Told);

    private sealed record Reckoned(IReadOnlyList<string>? Chances, string? Worth, string Certain);
}
