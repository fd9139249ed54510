using CopyTrade.Benchmarks.Hosting;
using CopyTrade.E2E.Fixtures;
using CopyTrade.E2E.Pages;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace CopyTrade.E2E.Journeys;

/// <summary>On an application of its own, whose demo venue settles on a real EVM.</summary>
[Collection(nameof(OwnAppGroup))]
public sealed class ChainJourney(ChromiumFixture fixture, ITestOutputHelper output)
{
    private const string OrderFilled = "0xd543adfd945773f1a62f74f0ee55a5e3b9b1a28262980ba90b1a89f2ea84d8ee";

    [Fact]
    public async Task Newcomer_EnablesTradingAndFollows_CopiedTradeIsATransaction()
    {
        await using var chain = await LocalChain.StartAsync();
        if (chain is null)
        {
            output.WriteLine("No local chain is installed (./test.sh installs it where npm is): skipped");
            return;
        }

        await using var app = new DemoApp("--settle-on", chain.Url);
        await app.StartAsync();
        await using var visit = await fixture.VisitAsNewUserAsync("settler", app);
        await visit.GoLiveAsync("/wallet");
        await visit.SeesAsync("6 of 6 are missing");
        var wallet = await visit.Page.Locator(".main [data-copy^='0x']").First.GetAttributeAsync("data-copy");

        await visit.PressAsync("Enable trading");
        await visit.Page.Locator("#enable-trading").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await visit.GoLiveAsync("/");
        await visit.PressAsync("Follow Marlow Vane");
        await visit.SeesAsync("You follow 1.");
        var activity = new ActivityPageObject(visit);
        await activity.OpenAsync();
        await activity.WaitForAsync(activity.Confirmed);

        var fills = await chain.CallAsync("eth_getLogs", new { fromBlock = "0x0", toBlock = "latest", topics = new object?[] { OrderFilled, null, "0x" + new string('0', 24) + wallet!.ToLowerInvariant()[2..] } });
        Assert.True(fills.GetArrayLength() > 0, "The exchange logged no fill of this wallet.");
        Assert.Empty(visit.Errors);
    }
}
