using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;

namespace CopyTrade.Tests.Domain.Venue.Chain;

public sealed class WithdrawAllowListTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly WalletAddress Mine = WalletAddress.Parse("0x" + new string('1', 40));
    private static readonly WalletAddress Thief = WalletAddress.Parse("0x" + new string('2', 40));

    [Fact]
    public void Refusal_NoList_NoneNeeded() => Assert.Null(WithdrawAllowList.Refusal([], Thief, Now));

    [Fact]
    public void Refusal_NewEntry_CountsADayLaterAndStopsEverythingElseAtOnce()
    {
        var list = new[] { Entry(Mine, added: Now) };

        Assert.Contains("less than a day ago", WithdrawAllowList.Refusal(list, Mine, Now.AddHours(23)), StringComparison.Ordinal);
        Assert.Null(WithdrawAllowList.Refusal(list, Mine, Now.AddHours(24)));
        Assert.Contains("not on the list", WithdrawAllowList.Refusal(list, Thief, Now.AddDays(30)), StringComparison.Ordinal);
    }

    [Fact]
    public void Refusal_ListEmptied_NothingLeavesForADay()
    {
        var list = new[] { Entry(Mine, added: Now.AddDays(-30), removed: Now) };

        Assert.NotNull(WithdrawAllowList.Refusal(list, Mine, Now.AddHours(1)));
        Assert.NotNull(WithdrawAllowList.Refusal(list, Thief, Now.AddHours(23)));
        Assert.Null(WithdrawAllowList.Refusal(list, Thief, Now.AddHours(24)));
    }

    [Fact]
    public void Refusal_RemovedAndListedAgain_WaitsAnew()
    {
        var list = new[] { Entry(Mine, added: Now.AddDays(-30), removed: Now.AddDays(-2)), Entry(Mine, added: Now.AddHours(-1)) };

        Assert.NotNull(WithdrawAllowList.Refusal(list, Mine, Now));
        Assert.Null(WithdrawAllowList.Refusal(list, Mine, Now.AddHours(23)));
    }

    private static WithdrawAddress Entry(WalletAddress address, DateTimeOffset added, DateTimeOffset? removed = null) => new(Guid.NewGuid(), address, "mine", added, added + WithdrawAllowList.Delay, removed);
}
