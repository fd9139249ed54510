namespace CopyTrade.Tests.Faults;

/// <summary>F6, F7 and F10: the record repeats, shifts, reverses, hides, delays and garbles its rows.</summary>
public sealed class DataFaultTests
{
    public static TheoryData<string, object> Faults => new()
    {
        { "rows repeated over pages", new { data = new { repeatRows = true, forSeconds = 6 } } },
        { "rows reversed", new { data = new { reverseRows = true, forSeconds = 6 } } },
        { "newest row missing", new { data = new { dropNewest = 1, forSeconds = 4 } } },
        { "page shifted", new { data = new { shiftPages = 1, forSeconds = 6 } } },
        { "rows late", new { data = new { lateMs = 3000, forSeconds = 4 } } },
        { "a challenge page with 200", new { data = new { dataHtml = true, forSeconds = 4 } } },
        { "malformed JSON", new { data = new { malformedJson = true, forSeconds = 4 } } },
        { "null fields", new { data = new { nullFields = true, forSeconds = 4 } } },
        { "a price that is no number", new { data = new { nanPrice = true, forSeconds = 4 } } },
        { "twenty thousand rows", new { data = new { hugeRows = 20_000, forSeconds = 4 } } },
        { "an unknown word", new { data = new { unknownEnum = true, forSeconds = 4 } } },
    };

    [Theory, MemberData(nameof(Faults))]
    public async Task Record_Misbehaves_EveryTradeIsCopiedOnce(string fault, object document)
    {
        var result = await DataFaultDrill.RunAsync(document, seed: fault.Length);

        Assert.True(result.IsClean, result.ToString());
    }

    [Fact]
    public async Task Transaction_WithTwoAndFiveFills_IsCopiedOncePerFill()
    {
        await using var rig = await EngineRig.StartAsync();
        var (one, five) = (EngineRig.Leader(701), EngineRig.Leader(702));
        await rig.FollowAsync(one);
        await rig.FollowAsync(five);
        var tokens = await rig.TokensAsync();

        await rig.Venue.LegsAsync(one, tokens[0].TokenId, 20m, EngineRig.Marketable(tokens[0]), legs: 2);
        await rig.Venue.LegsAsync(five, tokens[1].TokenId, 50m, EngineRig.Marketable(tokens[1]), legs: 5);

        await rig.SettledAsync(2, TimeSpan.FromSeconds(25));
        await rig.AssertAcceptedAsync(2);
        var fills = await rig.Database.QueryAsync<(string Wallet, decimal Shares, int Legs)>("select wallet, shares, leg_count from observed_fill where wallet in (@one, @five)", new { one, five });
        Assert.Contains((one, 20m, 2), fills);
        Assert.Contains((five, 50m, 5), fills);
        await Invariants.CheckAsync(rig);
    }
}
