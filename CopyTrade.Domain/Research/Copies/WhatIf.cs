using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Domain.Research.Copies;

/// <summary>
/// The real planner run again on stored decisions, once as they were and once with one rule at another value. Pure.
/// Each trade is judged by itself with what was held then: that a copy more would have filled a ceiling or spent a balance is not played through.
/// </summary>
/// <param name="Before">With the rules as they were.</param>
/// <param name="After">With the other value.</param>
/// <param name="Added">Decisions copied only after.</param>
/// <param name="Dropped">Decisions copied only before.</param>
/// <param name="WithoutBook">Trades whose book was not stored, so that rules about the book could not be asked.</param>
public sealed record WhatIf(WhatIfSum Before, WhatIfSum After, IReadOnlyList<Guid> Added, IReadOnlyList<Guid> Dropped, int WithoutBook)
{
    /// <summary>Runs both.</summary>
    public static WhatIf Run(IReadOnlyList<WhatIfTrade> trades, WhatIfField field, decimal value)
    {
        var before = trades.Select(trade => Judge(trade, trade.Input)).ToList();
        var after = trades.Select(trade => Judge(trade, Set(trade.Input, field, value))).ToList();
        var pairs = trades.Zip(before, after).ToList();
        return new(
            Sum(before), Sum(after),
            [.. pairs.Where(pair => pair.Second is null && pair.Third is not null).Select(pair => pair.First.Decision)],
            [.. pairs.Where(pair => pair.Second is not null && pair.Third is null).Select(pair => pair.First.Decision)],
            field is WhatIfField.MaxSlippage or WhatIfField.MaxSpread ? trades.Count(trade => trade.Input.Book is null) : 0);
    }

    /// <summary>An input with one rule at another value.</summary>
    public static MirrorInput Set(MirrorInput input, WhatIfField field, decimal value)
    {
        var (rules, hasBook) = (input.Counting, input.Book is not null);
        return field switch
        {
            WhatIfField.MaxPrice => input with { Rules = rules with { MaxPrice = value } },
            WhatIfField.MinPrice => input with { Rules = rules with { MinPrice = value } },
            WhatIfField.TargetMinimum => input with { Rules = rules with { TargetMinimumUsdc = value } },
            WhatIfField.OwnMinimum => input with { Rules = rules with { OwnMinimumUsdc = value } },
            WhatIfField.MaxSlippage => hasBook ? input with { Rules = rules with { MaxSlippagePercent = value } } : input,
            WhatIfField.MaxSpread => hasBook ? input with { Rules = rules with { MaxSpread = value } } : input,
            WhatIfField.Percentage => value > 0m ? input with { Target = input.Target with { Sizing = new SizingPolicy.Percentage(Math.Min(value, 100m)) } } : input,
            WhatIfField.MaxPerTrade => value > 0m ? input with { Target = input.Target with { MaxPerTrade = Usdc.RoundDown(value) } } : input,
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Not a field."),
        };
    }

    private static (decimal? Profit, bool Copied)? Judge(WhatIfTrade trade, MirrorInput input)
    {
        try
        {
            input = input with { Snapshot = input.Snapshot with { AlreadyDecided = false } };
            if (MirrorPlanner.Plan(input) is not MirrorDecision.Place place) return null;
            return (trade.Exit is { } exit ? ModelEntry.Of(input, place.Intent.Shares)?.ProfitAt(exit.Price) : null, true);
        }
        catch (Exception e) when (e is ArgumentException or ArithmeticException or InvalidOperationException)
        {
            return null;
        }
    }

    private static WhatIfSum Sum(List<(decimal? Profit, bool Copied)?> judged)
    {
        var copied = judged.OfType<(decimal? Profit, bool Copied)>().ToList();
        return new(copied.Count, judged.Count - copied.Count, copied.Sum(one => one.Profit ?? 0m), copied.Count(one => one.Profit is null));
    }
}
