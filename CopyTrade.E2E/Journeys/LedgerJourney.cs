using CopyTrade.E2E.Fixtures;

namespace CopyTrade.E2E.Journeys;

[Collection(nameof(BrowserGroup))]
public sealed class LedgerJourney(BrowserFixture fixture)
{
    [Fact]
    public async Task Performance_OfANewAccount_TeachesAndExportsOnlyItsOwn()
    {
        await using var visit = await fixture.VisitAsNewUserAsync("bookkeeper");
        await visit.GoLiveAsync("/performance");
        await visit.SeesAsync("Nothing made or lost yet");

        var own = await visit.Page.Context.APIRequest.GetAsync(visit.BaseUrl + "/performance/ledger.csv");
        var foreign = await visit.Page.Context.APIRequest.GetAsync($"{visit.BaseUrl}/performance/ledger.csv?account={Guid.NewGuid()}");

        Assert.Equal((200, "text/csv; charset=utf-8"), (own.Status, own.Headers["content-type"]));
        Assert.StartsWith("at,entry,kind,account_kind", await own.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(404, foreign.Status);
        foreach (var (file, head) in new[] { ("statement", "from,to,account_kind"), ("fills", "fill,order,matched_at") })
        {
            var statement = await visit.Page.Context.APIRequest.GetAsync($"{visit.BaseUrl}/performance/{file}.csv");
            var stranger = await visit.Page.Context.APIRequest.GetAsync($"{visit.BaseUrl}/performance/{file}.csv?account={Guid.NewGuid()}");
            Assert.Equal((200, 404), (statement.Status, stranger.Status));
            Assert.StartsWith(head, await statement.TextAsync(), StringComparison.Ordinal);
        }

        Assert.Empty(visit.Errors);
    }
}
