using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Cli;
using CopyTrade.Web.Hosting;

namespace CopyTrade.Tests.Web.Hosting;

public sealed class HostRolesTests
{
    [Theory]
    [InlineData(HostRoles.Observer, false, false)]
    [InlineData(HostRoles.Executor, false, true)]
    [InlineData(HostRoles.Jobs, false, true)]
    [InlineData(HostRoles.Ui, true, true)]
    [InlineData(HostRoles.Observer | HostRoles.Executor, false, true)]
    public async Task Host_WithSomeRoles_StartsWithWhatTheyNeed(HostRoles roles, bool pages, bool keys)
    {
        await using var rig = await HostRig.StartAsync(roles);

        var status = await rig.SendAsync(HttpMethod.Get, "/status");
        Assert.Equal(HostRoleNames.Of(roles), status.Json.GetProperty("roles").EnumerateArray().Select(role => role.GetString()));
        Assert.Equal(pages ? 200 : 404, (await rig.SendAsync(HttpMethod.Get, "/sign-in")).Status);
        Assert.Equal(keys, rig.Host.Services.GetService(typeof(MasterKey)) is not null);
    }

    [Fact]
    public async Task Host_InPaperMode_StartsWithoutAVenueAndGivesNewcomersPaperMoney()
    {
        await using var rig = await HostRig.StartAsync(HostRoles.All, cli =>
        {
            Unreachable(cli);
            cli.With("Venue:Mode", "Paper");
        });
        var key = await rig.KeyAsync("paper@example.org", "all");

        Assert.Equal("paper", (await rig.SendAsync(HttpMethod.Get, "/status")).Json.GetProperty("venue").GetProperty("mode").GetString());
        var wallet = await rig.SendAsync(HttpMethod.Get, "/api/v1/poly/wallet/status", key);
        Assert.True(wallet.Json.GetProperty("trading_ready").GetBoolean());
        (await rig.Cli.RunAsync("account live --email paper@example.org")).RefusedWith("has no live accounts");
    }

    [Fact]
    public async Task Host_WithoutItsVenue_StartsAndSaysThatItIsDegraded()
    {
        await using var rig = await HostRig.StartAsync(HostRoles.All, Unreachable);

        using var limit = new CancellationTokenSource(Wait.Limit);
        var health = await rig.SendAsync(HttpMethod.Get, "/health");
        while (health.Json.GetProperty("status").GetString() == "healthy")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, limit.Token);
            health = await rig.SendAsync(HttpMethod.Get, "/health");
        }

        Assert.Equal((200, "degraded"), (health.Status, health.Json.GetProperty("status").GetString()));
    }

    [Theory, InlineData(""), InlineData("ui,cook"), InlineData("1")]
    public void Roles_ThatAreNone_AreRefused(string text) => Assert.Throws<StartupException>(() => HostRoleNames.Parse(text));

    private static void Unreachable(CliRig cli)
    {
        foreach (var name in (string[])["ClobUrl", "DataApiUrl", "GammaUrl"]) cli.With("Polymarket:" + name, "http://127.0.0.1:1");
        foreach (var name in (string[])["MarketStreamUrl", "UserStreamUrl", "ActivityStreamUrl"]) cli.With("Polymarket:" + name, "ws://127.0.0.1:1");
    }
}
