using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using static CopyTrade.Domain.Venue.SettlementStatus;

namespace CopyTrade.Tests.Domain.Trading;

public sealed class SettlementProgressTests
{
    [Theory]
    [InlineData(null, Matched, true), InlineData(null, Failed, true), InlineData(null, Confirmed, true)]
    [InlineData(Matched, Mined, true), InlineData(Matched, Retrying, true), InlineData(Retrying, Mined, true), InlineData(Mined, Confirmed, true), InlineData(Mined, Failed, true)]
    [InlineData(Matched, Matched, false), InlineData(Mined, Matched, false), InlineData(Mined, Retrying, false), InlineData(Confirmed, Mined, false), InlineData(Failed, Matched, false)]
    public void Of_News_AdvancesOnlyForward(SettlementStatus? known, SettlementStatus news, bool advances) =>
        Assert.Equal(advances ? new SettlementProgress.Advance() : new SettlementProgress.Ignore(), SettlementProgress.Of(known, news));

    [Theory, InlineData(Confirmed, Failed), InlineData(Failed, Confirmed)]
    public void Of_OneFinalStateAfterTheOther_IsAContradiction(SettlementStatus known, SettlementStatus news) =>
        Assert.IsType<SettlementProgress.Contradiction>(SettlementProgress.Of(known, news));
}
