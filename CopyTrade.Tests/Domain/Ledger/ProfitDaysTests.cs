using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Domain.Ledger;

public sealed class ProfitDaysTests
{
    private static readonly DateOnly Monday = new(2026, 1, 5);
    private static readonly TokenId Token = LedgerHistory.Yes;

    [Fact]
    public void Days_AndDrawdown_OfABoughtPosition_FollowItsMarks()
    {
        var days = Of([0.50m, 0.70m, 0.40m, 0.60m, 0.80m], Buy(0));

        Assert.Equal([0m, 2m, -3m, 2m, 2m], days.Select(day => day.Change.Amount));
        Assert.Equal([1, 0, 0, 0, 0], days.Select(day => day.Trades));
        var fall = Assert.Single(Drawdown.Of(days, 5));
        Assert.Equal(new Drawdown(Monday.AddDays(1), Monday.AddDays(2), Monday.AddDays(4), Usdc.Of(3m)), fall);
        var week = ProfitPeriod.Of([.. days.Skip(2)], days[1])!;
        Assert.Equal((1m, 2, 1, Monday.AddDays(2)), (week.Net.Amount, week.Gains, week.Losses, week.Worst!.Day));
    }

    [Fact]
    public void Days_NoMarkOnOne_SaysThatItIsPartial()
    {
        var days = Of([0.50m, null, 0.60m], Buy(0));

        Assert.Equal([false, true, false], days.Select(day => day.IsPartial));
    }

    [Fact]
    public void Days_WhatHappenedBefore_IsInTheTotalAndNotInTheFirstChange()
    {
        var days = Of([0.60m, 0.70m], Buy(-3));

        Assert.Equal([0m, 1m], days.Select(day => day.Change.Amount));
        Assert.Equal(1m, days[0].Total.Net.Amount);
    }

    private static LedgerEntry Buy(int day) => LedgerPoster.Post(new LedgerFact.Bought(
        "lot:1", new DateTimeOffset(Monday.AddDays(day).ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero), new("a", null, Token), Shares.Of(10m), Usdc.Of(5m), Usdc.Zero));

    private static IReadOnlyList<ProfitDay> Of(decimal?[] marks, LedgerEntry entry) => ProfitDays.Of(
        LedgerLine.Of(entry), [.. Enumerable.Range(0, marks.Length).Select(Monday.AddDays)],
        day => marks[Math.Max(0, day.DayNumber - Monday.DayNumber)] is { } mark ? new Dictionary<TokenId, Price> { [Token] = Price.Of(mark) } : new());
}
