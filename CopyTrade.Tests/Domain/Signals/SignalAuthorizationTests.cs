using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Builders;

namespace CopyTrade.Tests.Domain.Signals;

public sealed class SignalAuthorizationTests
{
    /// <summary>Pausing copying stops what follows strangers, by whatever way it came; exits pass.</summary>
    [Theory]
    [InlineData(HaltKind.Pause, OrderSide.Buy, OrderFailure.Paused)]
    [InlineData(HaltKind.Halt, OrderSide.Buy, OrderFailure.Halted)]
    [InlineData(HaltKind.Pause, OrderSide.Sell, OrderFailure.NoConnection)]
    [InlineData(HaltKind.Halt, OrderSide.Sell, OrderFailure.NoConnection)]
    public void Decide_AnIntentsOrderUnderAHalt_StopsBuysAndLetsSalesPass(HaltKind kind, OrderSide side, OrderFailure expected)
    {
        var intent = (new OrderIntentBuilder { Side = side, Origin = OrderOrigin.Signal }).Build();
        var facts = new AuthorizationFacts([new Halt(kind, false, null, SignalText.At)], null, null, new SpendUsage(Usdc.Zero, 0, null));
        var request = new OrderRequest(new TenantRef(new TenantId(Guid.NewGuid()), new UserId(Guid.NewGuid())), intent, SignalText.At);

        Assert.Equal(expected, Assert.IsType<Authorization.Denied>(OrderAuthorizer.Decide(request, facts, PlatformCaps.For(VenueMode.Demo), SignalText.At)).Code);
    }
}
