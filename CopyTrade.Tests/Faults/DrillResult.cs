namespace CopyTrade.Tests.Faults;

/// <summary>What one run of a scenario came to.</summary>
/// <param name="Runs">Faults that really happened: kills, lost answers, broken reads.</param>
/// <param name="Trades">The followed wallets' trades.</param>
/// <param name="Doubled">Orders that the venue took beyond one for each trade.</param>
/// <param name="Lost">Trades without an order.</param>
/// <param name="UnknownTooLong">Orders whose outcome nobody knew a minute after the last start.</param>
/// <param name="Slowest">Time from the last start, or from a trade, until every outcome was known.</param>
internal sealed record DrillResult(int Runs, int Trades, int Doubled, int Lost, int UnknownTooLong, TimeSpan Slowest)
{
    /// <summary>Trades that were too old when their turn came: said so, and not copied.</summary>
    public int Stale { get; init; }

    /// <summary>What else there is to say; stands under the table.</summary>
    public string? Note { get; init; }

    public static DrillResult None { get; } = new(0, 0, 0, 0, 0, TimeSpan.Zero);

    public bool IsClean => Doubled == 0 && Lost == 0 && UnknownTooLong == 0;

    public static DrillResult operator +(DrillResult left, DrillResult right) => new(
        left.Runs + right.Runs, left.Trades + right.Trades, left.Doubled + right.Doubled, left.Lost + right.Lost, left.UnknownTooLong + right.UnknownTooLong,
        left.Slowest > right.Slowest ? left.Slowest : right.Slowest)
    {
        Stale = left.Stale + right.Stale,
        Note = left.Note is null ? right.Note : right.Note is null ? left.Note : $"{left.Note}; {right.Note}",
    };
}
