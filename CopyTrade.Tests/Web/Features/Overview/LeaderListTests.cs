using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Web.Features.Overview;

namespace CopyTrade.Tests.Web.Features.Overview;

public sealed class LeaderListTests
{
    private static readonly DemoLeader[] Leaders = [new("Marlow Vane", WalletAddress.Parse("0x" + new string('1', 40)), "calm"), new("Ines Calder", WalletAddress.Parse("0x" + new string('2', 40)), "quick")];

    [Theory, InlineData(true), InlineData(false)]
    public async Task Render_WhileThePageDoesSomething_IsGrey(bool busy)
    {
        await using var harness = new ComponentHarness();

        await harness.RenderAsync<LeaderList>(values => (values[nameof(LeaderList.Leaders)], values[nameof(LeaderList.Busy)]) = (Leaders, busy));

        Assert.Equal([busy, busy], harness.Document.QuerySelectorAll("button.button").Select(button => button.HasAttribute("disabled")));
    }
}
