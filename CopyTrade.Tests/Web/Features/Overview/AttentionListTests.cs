using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Accounts.Preflight;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Overview;

namespace CopyTrade.Tests.Web.Features.Overview;

public sealed class AttentionListTests
{
    private static readonly DateTimeOffset Now = PageData.Now;

    [Fact]
    public void Of_AllWell_IsEmpty() => Assert.Empty(Titles());

    [Fact]
    public void Of_NothingReadYet_ClaimsNothing() => Assert.Empty(AttentionList.Of(null, null, null, [], 0, Now));

    [Fact]
    public void Of_Halted_ComesFirst() =>
        Assert.Equal(["Trading is halted", "1 order without a clear answer", "2 trades failed today"], Titles(PageData.Status([new Halt(HaltKind.Halt, false, "feed", Now.AddMinutes(-2))], unknown: 1), today: new ActivityCounts(1, 0, 2, 0)));

    [Theory]
    [InlineData(false, "Set by you", "/release")]
    [InlineData(true, "Set by an operator, for your account; only an operator can release it", "/halts")]
    public void Of_Halted_SaysByWhomAndWhereItCanBeReleased(bool isSuspension, string by, string link)
    {
        var item = Assert.Single(AttentionList.Of(PageData.Status([new Halt(HaltKind.Halt, false, "under review", Now.AddMinutes(-2)) { IsSuspension = isSuspension }]), PageData.ConnectedWallet(), null, [], 1, Now));

        Assert.StartsWith(by, item.Text, StringComparison.Ordinal);
        Assert.Equal(link, item.Href);
    }

    [Theory]
    [InlineData(-1, "The spending grant has expired")]
    [InlineData(24, "The spending grant expires soon")]
    public void Of_GrantEnds_SaysWhen(int hours, string title) => Assert.Equal([title], Titles(wallet: PageData.ConnectedWallet(grantEnds: Now.AddHours(hours))));

    [Fact]
    public void Of_GrantEndsInAWeek_IsQuiet() => Assert.Empty(Titles(wallet: PageData.ConnectedWallet(grantEnds: Now.AddDays(7))));

    [Fact]
    public void Of_NoWalletButTargets_AsksForOne() => Assert.Equal(["No wallet connected"], Titles(wallet: new WalletView(null, null, PlatformCaps.For(VenueMode.Demo), null)));

    [Fact]
    public void Of_NotReady_GivesTheReasonOfTheWallet() =>
        Assert.Equal("The exchange is not approved yet.", Assert.Single(AttentionList.Of(PageData.Status(), PageData.ConnectedWallet(ready: false), null, [], 1, Now)).Text);

    [Fact]
    public void Of_StaleFeed_GivesItsAge() =>
        Assert.Equal("Newest data 41 s old. Resubscribed.", Assert.Single(AttentionList.Of(PageData.Status(), PageData.ConnectedWallet(), null, [new FeedState("market-stream", Now.AddSeconds(-41), FeedCondition.Stale, "Resubscribed.")], 1, Now)).Text);

    [Fact]
    public void Of_LessFreeThanOneOrderMayCost_SaysSoAndUnknownIsNotLittle()
    {
        Assert.Equal(["Little money is free"], Titles(wallet: PageData.ConnectedWallet(balance: 4m)));
        Assert.Empty(Titles(wallet: PageData.ConnectedWallet(balance: null)));
    }

    [Fact]
    public void Of_FailedClaimsAndChecks_NameTheMoneyAndTheFix()
    {
        var condition = ConditionId.Parse("0x" + new string('1', 64));
        RedemptionRow Claim(RedeemState state) => new(Guid.NewGuid(), condition, state, 3, null, Usdc.Of(41.20m), null, Now, null);
        var run = new PreflightRun(Guid.NewGuid(), Now, Now, Now, [new(PreflightCheck.Gas, CheckState.Failed, "Send POL.")]);

        var items = AttentionList.Of(PageData.Status(), PageData.ConnectedWallet(), null, [], 2, Now, null, [Claim(RedeemState.FailedTransient), Claim(RedeemState.Confirmed)], run);

        Assert.Equal([("1 claim failed", "$41.20 of markets that ended. It is tried again by itself."), ("A wallet check stands in the way", "Send POL.")], items.Select(item => (item.Title, item.Text)));
    }

    private static List<string> Titles(TradingStatus? status = null, WalletView? wallet = null, ActivityCounts? today = null) =>
        [.. AttentionList.Of(status ?? PageData.Status(), wallet ?? PageData.ConnectedWallet(), today, [new FeedState("activity-stream", Now, FeedCondition.Fresh, null)], 2, Now).Select(a => a.Title)];
}
