using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Ledger;

/// <summary>What a day or a week did to an account (R2.16): the net profit before, what was added, the net profit after; dollars.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Before">Net profit at the end of the day before.</param>
/// <param name="After">Net profit at the end of the last day; now, while that is today.</param>
/// <param name="Realized">Realised, fees taken off.</param>
/// <param name="Rebates">Rebates of fees.</param>
/// <param name="Rewards">Paid by the venue for liquidity, referrals or as interest.</param>
/// <param name="Fees">Charged at the match, gross; contained in <paramref name="Realized"/> and the open result.</param>
/// <param name="Bought">Spent on purchases and splits.</param>
/// <param name="Capital">Put in less taken out.</param>
/// <param name="Trades">Confirmed purchases and sales.</param>
/// <param name="Unmarked">Positions without a known value at the end: in no figure.</param>
public sealed record ProfitStatement(
    DateOnly From, DateOnly To, Usdc Before, Usdc After, Usdc Realized, Usdc Rebates, Usdc Rewards, Usdc Fees, Usdc Bought, Usdc Capital, int Trades, int Unmarked)
{
    /// <summary>Net profit of the window.</summary>
    public Usdc Net => After - Before;

    /// <summary>What was still open and became worth more or less.</summary>
    public Usdc OpenChange => Net - Realized - Rebates - Rewards;

    /// <summary>Fees less rebates.</summary>
    public Usdc NetFees => Fees - Rebates;

    /// <summary>Nothing was traded, moved or valued otherwise.</summary>
    public bool IsQuiet => Trades == 0 && Net == Usdc.Zero && Capital == Usdc.Zero && Realized == Usdc.Zero;

    /// <summary>One for each window, the newest first.</summary>
    /// <param name="days">Consecutive days; the first is only what was before.</param>
    /// <param name="window">How long each is.</param>
    public static IReadOnlyList<ProfitStatement> Of(IReadOnlyList<ProfitDay> days, StatementWindow window)
    {
        var statements = new List<ProfitStatement>();
        for (var at = 1; at < days.Count;)
        {
            var (before, first) = (days[at - 1], days[at].Day);
            while (at + 1 < days.Count && BeginOf(days[at + 1].Day, window) == BeginOf(first, window)) at++;
            statements.Add(Between(before, first, days[at++]));
        }

        statements.Reverse();
        return statements;
    }

    private static DateOnly BeginOf(DateOnly day, StatementWindow window) => window == StatementWindow.Day ? day : day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static ProfitStatement Between(ProfitDay before, DateOnly first, ProfitDay last) => new(
        first, last.Day, before.Total.Net, last.Total.Net, last.Total.Realized - before.Total.Realized, last.Total.Rebates - before.Total.Rebates, last.Total.Rewards - before.Total.Rewards,
        last.Total.Fees - before.Total.Fees, last.Total.Bought - before.Total.Bought, last.Capital - before.Capital, last.Total.Trades - before.Total.Trades, last.Total.Unmarked);
}
