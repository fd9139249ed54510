using System.Text.Json;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Signals;
using CopyTrade.Tests.Web.Hosting;
using CopyTrade.Web.Hosting;

namespace CopyTrade.Tests.Web.Api;

/// <summary>The whole program: one wallet followed with the paper account and the live account of one person.</summary>
public sealed class CompareEndpointTests
{
    private const string Email = "both@example.org";
    private const string Path = "/api/v1/poly/copy-trade/compare";
    private const string Leader = "0x00000000000000000000000000000000000000d7";

    [Fact]
    public async Task Compare_OneTradeInBothAccounts_ShowsBothSidesAndExplainsEachDifference()
    {
        await using var rig = await HostRig.StartAsync();
        var live = await rig.KeyAsync(Email);
        (await rig.Cli.RunAsync($"wallet add --email {Email} --generate")).Done();
        (await rig.Cli.RunAsync($"target add --email {Email} --wallet {Leader}")).Done();
        await Rig.UntilAsync(Wait.Limit, async () => (await rig.SendAsync(HttpMethod.Get, "/api/v1/poly/wallet/status", live)).Json.GetProperty("trading_ready").GetBoolean());
        var alone = await rig.SendAsync(HttpMethod.Get, Path, live);
        Assert.Equal((200, 0), (alone.Status, alone.Json.GetProperty("items").GetArrayLength()));

        (await rig.Cli.RunAsync($"account paper --email {Email}")).Done();
        var venue = new SimulatorControl(rig.Http, new Uri((await rig.SendAsync(HttpMethod.Get, "/status")).Json.GetProperty("venue").GetProperty("clobUrl").GetString()!.Replace("/clob", "/control", StringComparison.Ordinal)));
        var token = (await venue.TokensAsync()).First(t => t.BestAsk is > 0.1m and < 0.85m);
        await venue.TradeAsync(Leader, token.TokenId, "BUY", 20m, token.BestAsk!.Value);
        JsonElement copy = default;
        await Rig.UntilAsync(Wait.Limit, async () =>
        {
            copy = (await rig.SendAsync(HttpMethod.Get, Path, live)).Json.GetProperty("items").EnumerateArray().SingleOrDefault();
            return copy.ValueKind == JsonValueKind.Object && Decided(copy, "paper") && Decided(copy, "live");
        });

        Assert.StartsWith("data-api:", copy.GetProperty("fill_id").GetString(), StringComparison.Ordinal);
        Assert.All((string[])["paper", "live"], side => Assert.True(copy.GetProperty(side).GetProperty("decision").GetString() == "placed", copy.ToString()));
        Assert.True(copy.GetProperty("explained").GetBoolean(), copy.ToString());
        Assert.All(copy.GetProperty("differences").EnumerateArray(), difference => Assert.All((string[])["kind", "cause", "paper", "live", "says"], name => Assert.Equal(JsonValueKind.String, difference.GetProperty(name).ValueKind)));
    }

    private static bool Decided(JsonElement copy, string side) => copy.GetProperty(side).ValueKind == JsonValueKind.Object;
}
