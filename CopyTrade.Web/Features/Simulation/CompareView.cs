using CopyTrade.Domain.Simulation;

namespace CopyTrade.Web.Features.Simulation;

/// <summary>Paper beside live: the trades that both accounts saw, and the differences by cause.</summary>
/// <param name="Copies">Newest first.</param>
public sealed record CompareView(IReadOnlyList<ComparedCopy> Copies)
{
    /// <summary>Trades on which both accounts decided.</summary>
    public IReadOnlyList<ComparedCopy> Shared { get; } = [.. Copies.Where(copy => copy is { Paper: not null, Live: not null })];

    /// <summary>Of those the ones that both copied.</summary>
    public IReadOnlyList<ComparedCopy> Matched { get; } = [.. Copies.Where(copy => copy is { Paper.AveragePrice: not null, Live.AveragePrice: not null })];

    /// <summary>Differences without a known cause.</summary>
    public int Unexplained { get; } = Copies.Count(copy => !copy.IsExplained);

    /// <summary>How often each cause of each kind, the most frequent first. When an order met the book always differs and is left out.</summary>
    public IReadOnlyList<(DifferenceKind Kind, DifferenceCause Cause, int Count, string Example)> Causes { get; } =
    [
        .. Copies.SelectMany(copy => copy.Differences).Where(difference => difference.Kind != DifferenceKind.Time)
            .GroupBy(difference => (difference.Kind, difference.Cause))
            .Select(same => (same.Key.Kind, same.Key.Cause, same.Count(), same.First().Says))
            .OrderByDescending(row => row.Item3),
    ];

    /// <summary>Median of how much worse paper paid or sold, in basis points of the live price; below zero when paper was better; null without a pair.</summary>
    public decimal? MedianPriceError { get; } = Median([.. Copies.Where(copy => copy is { Paper.AveragePrice: not null, Live.AveragePrice: > 0m })
        .Select(copy => (copy.Paper!.AveragePrice!.Value - copy.Live!.AveragePrice!.Value) / copy.Live.AveragePrice.Value * 10_000m * (copy.Live.IsBuy ? 1m : -1m))]);

    private static decimal? Median(decimal[] values) => values.Length == 0 ? null : values.Order().ElementAt(values.Length / 2);
}
