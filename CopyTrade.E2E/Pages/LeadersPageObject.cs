using CopyTrade.E2E.Fixtures;

namespace CopyTrade.E2E.Pages;

/// <summary>The ranking of wallets.</summary>
public sealed class LeadersPageObject(Visit visit)
{
    private const string Names = ".leaders-table .cell-name";

    /// <summary>The address of the page of the best wallet, once there is a ranking.</summary>
    public async Task<string> AnyAsync()
    {
        await visit.GoLiveAsync("/leaders");
        var first = visit.Page.Locator(Names).First;
        await first.WaitForAsync(new() { Timeout = 60_000 });
        return await first.GetAttributeAsync("href") ?? throw new InvalidOperationException("A name without a link.");
    }
}
