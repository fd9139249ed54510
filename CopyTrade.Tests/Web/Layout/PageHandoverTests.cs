using CopyTrade.Domain.Accounts;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features;
using CopyTrade.Web.Features.Trading;
using CopyTrade.Web.Layout;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Web.Layout;

public sealed class PageHandoverTests
{
    private readonly ManualTimeProvider _clock = Pages.Clock();

    [Fact]
    public void Take_AKeyThatWasGivenOut_WorksOnce()
    {
        var handover = new PageHandover(_clock);
        var key = handover.Keep("what was read");

        Assert.Equal("what was read", handover.Take<string>(key));
        Assert.Null(handover.Take<string>(key));
    }

    [Fact]
    public void Take_TooLateOrOfAnotherKindOrGuessed_IsNothing()
    {
        var handover = new PageHandover(_clock);
        var (late, other) = (handover.Keep("late"), handover.Keep("other"));

        Assert.Null(handover.Take<Exception>(other));
        _clock.Advance(PageHandover.Patience);
        Assert.Null(handover.Take<string>(late));
        Assert.Null(handover.Take<string>("0123456789abcdef"));
        Assert.Null(handover.Take<string>(null));
    }

    [Fact]
    public void Keep_MoreThanFits_RefusesUntilTheOldOnesAreTooLate()
    {
        var handover = new PageHandover(_clock);
        for (var i = 0; i < PageHandover.Most; i++) Assert.NotNull(handover.Keep(i));

        Assert.Null(handover.Keep("one too many"));
        _clock.Advance(PageHandover.Patience);
        Assert.NotNull(handover.Keep("the next"));
    }

    [Fact]
    public async Task Continue_ForTheSameAccountOnly()
    {
        var data = SampleDay.Create();
        var page = new PositionsModel(data, data, data, new FakeRules(), new FakeRules(), new PositionPricer(data, _clock), Pages.Tenants, data, _clock, NullLogger<PositionsModel>.Instance);
        Assert.False(await page.ContinueAsync(Pages.Tenants)); // nothing was read yet
        await page.LoadAsync();

        Assert.True(await page.ContinueAsync(Pages.Tenants));
        Assert.False(await page.ContinueAsync(new CurrentTenant(new Stranger())));
    }

    private sealed class Stranger : Microsoft.AspNetCore.Components.Authorization.AuthenticationStateProvider
    {
        public override Task<Microsoft.AspNetCore.Components.Authorization.AuthenticationState> GetAuthenticationStateAsync()
        {
            var tenant = new TenantRef(new TenantId(Guid.NewGuid()), new UserId(Guid.NewGuid()));
            return Task.FromResult(new Microsoft.AspNetCore.Components.Authorization.AuthenticationState(new System.Security.Claims.ClaimsPrincipal(new System.Security.Claims.ClaimsIdentity(
            [
                new(System.Security.Claims.ClaimTypes.NameIdentifier, tenant.Owner.ToString()), new(CopyTrade.Infrastructure.Accounts.AccountClaims.Tenant, tenant.Tenant.ToString()),
            ], "test"))));
        }
    }
}
