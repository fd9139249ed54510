using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Builders;

namespace CopyTrade.Tests.Domain.Trading;

public sealed class OrderAuthorizerTests
{
    private static readonly DateTimeOffset Now = OrderIntentBuilder.Now;
    private static readonly TenantRef Tenant = new(new(Guid.NewGuid()), new(Guid.NewGuid()));
    private static readonly PlatformCaps Wide = new(Usdc.Of(1000m), Usdc.Of(1000m), 1000);
    private static readonly WalletConnection Wallet = new(
        new(Guid.NewGuid()), Tenant.Tenant, WalletAddress.Parse("0x" + new string('a', 40)), WalletAddress.Parse("0x" + new string('b', 40)),
        SignatureType.Safe, Now, Now, Now, Usdc.Of(100m), Now, null);
    private static readonly Grant Grant = new(Guid.NewGuid(), Usdc.Of(5m), Usdc.Of(20m), 3, GrantScope.Buy | GrantScope.Sell, Now, null, null);
    private static readonly OrderIntentBuilder Buy = new();
    private static readonly OrderIntentBuilder Sell = new() { Side = OrderSide.Sell };
    private static readonly OrderIntentBuilder HandSell = Sell with { Origin = OrderOrigin.Manual };
    private static readonly Halt Paused = new(HaltKind.Pause, false, "holiday", Now.AddHours(-1));
    private static readonly Halt Stopped = new(HaltKind.Halt, false, null, Now.AddHours(-1));
    private static readonly Halt PlatformStopped = new(HaltKind.Halt, true, "incident", Now.AddHours(-1));

    [Fact]
    public void Decide_EverythingInOrder_GrantsExactlyTheTermsAsked()
    {
        var granted = Assert.IsType<Authorization.Granted>(Decide(Buy, Facts()));

        Assert.Equal(Tenant, granted.Context.Tenant);
        Assert.Equal(Wallet.Id, granted.Context.Connection);
        Assert.Equal(OrderDerivation.TermsOf(Buy.Build(), Now, Wallet), granted.Context.Terms);
    }

    [Theory]
    [InlineData(5.00, true), InlineData(5.01, false)]
    public void Decide_AmountAtAndAboveTheOrderCap_IsAllowedOnlyUpToIt(decimal notional, bool allowed) =>
        AssertCode(allowed ? null : OrderFailure.CapExceededPerOrder, Decide(Buy with { Limit = 0.01m, Shares = notional * 100 }, Facts()));

    [Theory]
    [InlineData(15.00, true), InlineData(15.000001, false), InlineData(0, true)]
    public void Decide_DayWindowAtAndAboveTheCap_IsDeniedOnlyWhenStrictlyGreater(decimal used, bool allowed) =>
        AssertCode(allowed ? null : OrderFailure.CapExceededDaily, Decide(Buy, Facts(day: used)));

    [Theory]
    [InlineData(2, true), InlineData(3, false), InlineData(4, false)]
    public void Decide_HourWindow_IsDeniedAtTheCap(int used, bool allowed) =>
        AssertCode(allowed ? null : OrderFailure.CapExceededHourlyFills, Decide(Buy, Facts(hour: used)));

    [Fact]
    public void Decide_DeniedByDay_NamesTheNumbers()
    {
        var denied = Assert.IsType<Authorization.Denied>(Decide(Buy, Facts(day: 17.5m)));

        Assert.Contains("$17.5 of $20", denied.Detail, StringComparison.Ordinal);
        Assert.Contains("$5", denied.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4.99, 1000, 1000, OrderFailure.CapExceededPerOrder)]
    [InlineData(1000, 4.99, 1000, OrderFailure.CapExceededDaily)]
    [InlineData(1000, 1000, 0, OrderFailure.CapExceededHourlyFills)]
    public void Decide_PlatformCapBelowTheGrant_Binds(decimal perOrder, decimal daily, int hourly, OrderFailure expected)
    {
        var platform = new PlatformCaps(Usdc.Of(perOrder), Usdc.Of(daily), hourly);

        AssertCode(expected, OrderAuthorizer.Decide(Request(Buy), Facts(), platform, Now));
    }

    public static TheoryData<string, OrderFailure?, OrderFailure?, OrderFailure?> Refusals => new()
    {
        // what is wrong, a mirrored buy, a mirrored sell, a sell by hand
        { "paused", OrderFailure.Paused, null, null },
        { "halted", OrderFailure.Halted, null, null },
        { "platform halted", OrderFailure.Halted, null, null },
        { "no connection", OrderFailure.NoConnection, OrderFailure.NoConnection, OrderFailure.NoConnection },
        { "no credentials", OrderFailure.TradingNotReady, OrderFailure.TradingNotReady, OrderFailure.TradingNotReady },
        { "no approvals", OrderFailure.TradingNotReady, OrderFailure.TradingNotReady, OrderFailure.TradingNotReady },
        { "no grant", OrderFailure.NoActiveGrant, OrderFailure.NoActiveGrant, null },
        { "revoked", OrderFailure.GrantRevoked, OrderFailure.GrantRevoked, null },
        { "expired", OrderFailure.GrantExpired, OrderFailure.GrantExpired, null },
        { "buy only", null, OrderFailure.ScopeMissing, null },
        { "sell only", OrderFailure.ScopeMissing, null, null },
        { "too big", OrderFailure.CapExceededPerOrder, null, null },
        { "day used up", OrderFailure.CapExceededDaily, null, null },
        { "hour used up", OrderFailure.CapExceededHourlyFills, OrderFailure.CapExceededHourlyFills, null },
    };

    [Theory, MemberData(nameof(Refusals))]
    public void Decide_OneThingWrong_RefusesWhatItConcerns(string wrong, OrderFailure? buy, OrderFailure? sell, OrderFailure? handSell)
    {
        var facts = Spoil(Facts(), wrong);

        AssertCode(buy, Decide(Buy, facts));
        AssertCode(sell, Decide(Sell, facts));
        AssertCode(handSell, Decide(HandSell, facts));
    }

    [Fact]
    public void Decide_SeveralThingsWrong_NamesTheFirstInTheOrderOfTheChecks()
    {
        string[] order = ["hour used up", "day used up", "too big", "sell only", "expired", "revoked", "no grant", "no approvals", "no connection", "paused", "halted"];
        OrderFailure[] codes =
        [
            OrderFailure.CapExceededHourlyFills, OrderFailure.CapExceededDaily, OrderFailure.CapExceededPerOrder, OrderFailure.ScopeMissing, OrderFailure.GrantExpired,
            OrderFailure.GrantRevoked, OrderFailure.NoActiveGrant, OrderFailure.TradingNotReady, OrderFailure.NoConnection, OrderFailure.Paused, OrderFailure.Halted,
        ];
        var facts = Facts();

        foreach (var (wrong, code) in order.Zip(codes))
        {
            facts = Spoil(facts, wrong);
            AssertCode(code, Decide(Buy, facts));
        }
    }

    [Fact]
    public void Decide_PausedManualBuy_Passes() => AssertCode(null, Decide(Buy with { Origin = OrderOrigin.Manual }, Facts(Paused)));

    [Fact]
    public void Decide_HaltedManualBuy_IsRefused() => AssertCode(OrderFailure.Halted, Decide(Buy with { Origin = OrderOrigin.Manual }, Facts(Stopped)));

    private static AuthorizationFacts Facts(Halt? halt = null, decimal day = 0m, int hour = 0) =>
        new(halt is null ? [] : [halt], Wallet, Grant, new SpendUsage(Usdc.Of(day), hour, null));

    private static AuthorizationFacts Spoil(AuthorizationFacts facts, string wrong) => wrong switch
    {
        "paused" => facts with { Halts = [.. facts.Halts, Paused] },
        "halted" => facts with { Halts = [.. facts.Halts, Stopped] },
        "platform halted" => facts with { Halts = [.. facts.Halts, PlatformStopped] },
        "no connection" => facts with { Connection = null },
        "no credentials" => facts with { Connection = Wallet with { CredentialsAt = null } },
        "no approvals" => facts with { Connection = Wallet with { ApprovalsReadyAt = null } },
        "no grant" => facts with { Grant = null },
        "revoked" => facts with { Grant = facts.Grant! with { RevokedAt = Now.AddMinutes(-1) } },
        "expired" => facts with { Grant = facts.Grant! with { ExpiresAt = Now } },
        "buy only" => facts with { Grant = facts.Grant! with { Scope = GrantScope.Buy } },
        "sell only" => facts with { Grant = facts.Grant! with { Scope = GrantScope.Sell } },
        "too big" => facts with { Grant = facts.Grant! with { PerOrder = Usdc.Of(4.99m) } },
        "day used up" => facts with { Usage = facts.Usage with { LastDay = Usdc.Of(20m) } },
        "hour used up" => facts with { Usage = facts.Usage with { LastHour = 3 } },
        _ => throw new ArgumentOutOfRangeException(nameof(wrong), wrong, null),
    };

    private static OrderRequest Request(OrderIntentBuilder intent) => new(Tenant, intent.Build(), Now);

    private static Authorization Decide(OrderIntentBuilder intent, AuthorizationFacts facts) => OrderAuthorizer.Decide(Request(intent), facts, Wide, Now);

    private static void AssertCode(OrderFailure? expected, Authorization actual) => Assert.Equal(expected, (actual as Authorization.Denied)?.Code);
}
