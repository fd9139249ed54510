using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Ledger;

/// <summary>Some days together, for comparing them with others.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Net">Net profit.</param>
/// <param name="Realized">Realised, fees taken off.</param>
/// <param name="Fees">Fees, gross.</param>
/// <param name="Rebates">Maker rebates.</param>
/// <param name="Trades">Confirmed purchases and sales.</param>
/// <param name="Gains">Days with a gain.</param>
/// <param name="Losses">Days with a loss.</param>
/// <param name="Best">The best day; null when nothing happened.</param>
/// <param name="Worst">The worst day; null when nothing happened.</param>
/// <param name="Rewards">Paid by the venue for liquidity, referrals or as interest.</param>
public sealed record ProfitPeriod(DateOnly From, DateOnly To, Usdc Net, Usdc Realized, Usdc Fees, Usdc Rebates, int Trades, int Gains, int Losses, ProfitDay? Best, ProfitDay? Worst, Usdc Rewards = default)
{
    /// <summary>What was still open and became worth more or less.</summary>
    public Usdc OpenChange => Net - Realized - Rebates - Rewards;

    /// <summary>Of consecutive days; <paramref name="before"/> is the day before the first, null at the beginning.</summary>
    public static ProfitPeriod? Of(IReadOnlyList<ProfitDay> days, ProfitDay? before)
    {
        if (days.Count == 0) return null;
        var (last, moved) = (days[^1].Total, days.Where(day => day.Change != Usdc.Zero).ToList());
        Usdc Grown(Func<Profit, Usdc> figure) => figure(last) - (before is null ? Usdc.Zero : figure(before.Total));
        return new(
            days[0].Day, days[^1].Day, Grown(total => total.Net), Grown(total => total.Realized), Grown(total => total.Fees), Grown(total => total.Rebates), days.Sum(day => day.Trades),
            moved.Count(day => day.Change > Usdc.Zero), moved.Count(day => day.Change < Usdc.Zero), moved.MaxBy(day => day.Change.Amount), moved.MinBy(day => day.Change.Amount), Grown(total => total.Rewards));
    }
}
