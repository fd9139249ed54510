using System.Security.Claims;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Notifications;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Web.Features;
using CopyTrade.Web.Features.Notifications;
using CopyTrade.Web.Layout;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Faults;

/// <summary>Open pages whose browsers do not take what is drawn: each follows the engine's changes with a bell and a live page that never come back from drawing.</summary>
internal sealed class SlowBrowsers : IDisposable
{
    private readonly List<BellModel> _bells = [];
    private readonly List<NotificationsModel> _pages = [];

    public SlowBrowsers(EngineRig rig, int browsers)
    {
        var (query, changes, someone) = (rig.Get<INotificationsQuery>(), rig.Get<IChangeFeed>(), new SignedIn(rig.Tenant));
        var (never, pace) = (new TaskCompletionSource(), ReadingPace.OfThisMachine(TimeProvider.System));
        for (var i = 0; i < browsers; i++)
        {
            var bell = new BellModel(query, someone, pace, TimeProvider.System, NullLogger<BellModel>.Instance, changes);
            bell.Follow(_ => never.Task);
            _bells.Add(bell);
            var page = new NotificationsModel(query, new CurrentTenant(someone), changes, TimeProvider.System, NullLogger<NotificationsModel>.Instance);
            page.Follow(() => never.Task, pace);
            _pages.Add(page);
        }
    }

    public void Dispose()
    {
        _pages.ForEach(page => page.Stop());
        _bells.ForEach(bell => bell.Dispose());
    }

    private sealed class SignedIn(TenantRef tenant) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, tenant.Owner.ToString()), new Claim(AccountClaims.Tenant, tenant.Tenant.ToString())], "test"))));
    }
}
