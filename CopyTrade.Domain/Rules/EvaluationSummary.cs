namespace CopyTrade.Domain.Rules;

/// <summary>Evaluations of one rule between two changes of its state, in one row: how many, the first and the last, the lowest and the highest price (R4.9, compacted).</summary>
/// <param name="Count">How many, from 1.</param>
/// <param name="First">The first of them.</param>
/// <param name="Last">The last of them.</param>
/// <param name="Lowest">The one with the lowest price; null when none had a price.</param>
/// <param name="Highest">The one with the highest price; null when none had a price.</param>
public sealed record EvaluationSummary(long Count, EvaluatedPrice First, EvaluatedPrice Last, EvaluatedPrice? Lowest, EvaluatedPrice? Highest)
{
    /// <summary>Of one evaluation.</summary>
    public static EvaluationSummary Of(EvaluatedPrice one) => new(1, one, one, Priced(one), Priced(one));

    /// <summary>With one evaluation more, which came last. Of equal prices the earlier stays.</summary>
    public EvaluationSummary With(EvaluatedPrice next) => new(
        Count + 1,
        First,
        next,
        Priced(next) is { } low && (Lowest?.Price is not { } lowest || low.Price!.Value < lowest) ? low : Lowest,
        Priced(next) is { } high && (Highest?.Price is not { } highest || high.Price!.Value > highest) ? high : Highest);

    private static EvaluatedPrice? Priced(EvaluatedPrice one) => one.Price is null ? null : one;
}
