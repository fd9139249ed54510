using System.Security.Claims;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features;
using CopyTrade.Web.Features.Trading;
using CopyTrade.Web.Hosting;
using CopyTrade.Web.Layout;

namespace CopyTrade.Tests.Web.Hosting;

/// <summary>What the frame around every page says is so.</summary>
public sealed class ShellQueryTests
{
    private static readonly ClaimsPrincipal Trader = new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, PageData.Tenant.Owner.ToString()), new(AccountClaims.Tenant, PageData.Tenant.Tenant.ToString())], "test"));

    private readonly FakeData _data = SampleDay.Create();

    public ShellQueryTests()
    {
        _data.View = PageData.ConnectedWallet();
        _data.Status = PageData.Status();
    }

    [Fact]
    public async Task Targets_ThatMirror_AreCounted() => Assert.Equal((4, 4), Counts(await ReadAsync()));

    [Fact]
    public async Task Targets_OneHaltedByItself_IsNotActive()
    {
        _data.Status = _data.Status with { NarrowHalts = [Stop(HaltKind.Pause, HaltScope.Book, MirrorKeys.BookOf(_data.Cards[0].Target.Key)), Stop(HaltKind.Halt, HaltScope.Market, PageData.Condition(1).Value)] };

        Assert.Equal((3, 4), Counts(await ReadAsync()));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Targets_WithoutAGrantOrAReadyWallet_AreNotActive(bool isReady)
    {
        _data.View = PageData.ConnectedWallet(ready: isReady, revoked: isReady);

        Assert.Equal((0, 4), Counts(await ReadAsync()));
    }

    [Fact]
    public async Task Targets_WithoutAWallet_AreNotActive()
    {
        _data.View = new FakeData().View;

        Assert.Equal((0, 4), Counts(await ReadAsync()));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Halt_OfTheAccount_SaysWhetherItIsASuspension(bool isSuspension)
    {
        _data.Status = PageData.Status([new Halt(HaltKind.Halt, false, "under review", PageData.Now) { IsSuspension = isSuspension }]);

        var status = await ReadAsync();

        Assert.Equal((true, isSuspension), (status.Halted, status.IsSuspended));
    }

    [Fact]
    public async Task Equity_WithoutAnyPrice_IsNotKnown()
    {
        _data.VenueDown = true;

        Assert.Null((await ReadAsync()).Equity);
    }

    [Fact]
    public async Task Equity_WithoutThePriceOfOnePosition_SaysThatItIsLeftOut()
    {
        var status = await ReadAsync();

        Assert.NotNull(status.Equity);
        Assert.Equal(1, status.EquityLeavesOut);
    }

    private static (int Active, int All) Counts(ShellStatus status) => (status.ActiveTargets, status.TotalTargets);

    private static Halt Stop(HaltKind kind, HaltScope scope, string subject) => new(kind, false, null, PageData.Now) { Scope = scope, Subject = subject };

    private Task<ShellStatus> ReadAsync()
    {
        var clock = Pages.Clock();
        return new ShellQuery(new HostFacts(HostRoles.Ui, VenueMode.Demo, PageData.Now), _data, _data, _data, _data, _data, _data, new PositionPricer(_data, clock), new FakeRuleHosts(), clock).GetAsync(Trader, CancellationToken.None);
    }
}
