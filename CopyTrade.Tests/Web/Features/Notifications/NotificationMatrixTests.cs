using System.Security.Claims;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Notifications;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Notifications;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Notifications;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Web.Features.Notifications;

/// <summary>R4.33: a cell of the matrix, from the click to the message that follows it or stays away.</summary>
public sealed class NotificationMatrixTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Cell_UntickedAndTicked_IsStoredForThatEventAndChannelAndMessagesFollowIt()
    {
        await using var house = new NotificationHouse(database);
        await using var ops = new RawReceiver("") { Answer = RawReceiver.Status(204) };
        await using var desk = new RawReceiver("") { Answer = RawReceiver.Status(204) };
        var tenant = await database.SeedTenantAsync();
        await house.AddAsync(tenant, NotificationHouse.Webhook(ops.Url) with { Name = "ops" });
        await house.AddAsync(tenant, NotificationHouse.Webhook(desk.Url) with { Name = "desk" });
        await using var harness = Harness(house, tenant);
        await harness.RenderAsync<NotificationSettingsPage>();

        await harness.ChangeAsync(Cell("ops", NotificationKind.HaltSet), false);

        Assert.Equal(NotificationKinds.Default.Except([NotificationKind.HaltSet]).Order(), (await ToldAsync(house, tenant, "ops")).Order());
        Assert.Equal(NotificationKinds.Default.Order(), (await ToldAsync(house, tenant, "desk")).Order());
        Assert.False(harness.Document.QuerySelector(Cell("ops", NotificationKind.HaltSet))!.HasAttribute("checked"));
        Assert.Equal((0, 1), await HaltAsync(house, tenant, ops, desk));

        await harness.ChangeAsync(Cell("ops", NotificationKind.HaltSet), true);
        await harness.ChangeAsync(Cell("desk", NotificationKind.HaltSet), false);

        Assert.Equal(NotificationKinds.Default.Order(), (await ToldAsync(house, tenant, "ops")).Order());
        Assert.Equal((1, 1), await HaltAsync(house, tenant, ops, desk));
    }

    private static string Cell(string channel, NotificationKind kind) => $".matrix input[aria-label='{channel}: {NotificationKinds.WordsOf(kind)}']";

    private static async Task<IReadOnlySet<NotificationKind>> ToldAsync(NotificationHouse house, TenantRef tenant, string channel) =>
        (await house.Query.ChannelsAsync(tenant, CancellationToken.None)).Single(view => view.Name == channel).Told;

    private static async Task<(int Ops, int Desk)> HaltAsync(NotificationHouse house, TenantRef tenant, RawReceiver ops, RawReceiver desk)
    {
        await house.HaltAsync(tenant);
        await house.LookAsync(tenant);
        await house.DeliverAsync(tenant);
        return (ops.Requests.Count, desk.Requests.Count);
    }

    private static ComponentHarness Harness(NotificationHouse house, TenantRef tenant) => Pages.Harness(new FakeData(), services => services
        .AddSingleton(house.Query).AddSingleton(house.Changes).AddSingleton<IChannelDoor>(new FakeNotifications()).AddSingleton<AuthenticationStateProvider>(new Person(tenant)));

    private sealed class Person(TenantRef tenant) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, "ann"), new Claim(ClaimTypes.NameIdentifier, tenant.Owner.ToString()), new Claim(AccountClaims.Tenant, tenant.Tenant.ToString())], "test"))));
    }
}
