using CopyTrade.Domain.Research.Copies;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Research;

/// <summary>The copy gap ready to be drawn.</summary>
/// <param name="Answer">As read.</param>
/// <param name="Selection">What was asked for.</param>
public sealed record GapView(CopyGapAnswer Answer, GapSelection Selection)
{
    public const int PageSize = 25;
    private const int MostRules = 4;

    public CopyGapReport Report => Answer.Report;

    /// <summary>At least one trade could be priced: otherwise no profit is known, which is not none.</summary>
    private bool IsKnown => Report.Trades.Any(trade => trade.IsPriced);

    public string Sentence => GapWords.Sentence(Report, Selection.Span);

    /// <summary>The lines between the two profits; of the rules that refused trades the dearest, the rest as one.</summary>
    public IReadOnlyList<GapBarGroup> Groups { get; } = [.. GroupsOf(Answer.Report)];

    /// <summary>The waterfall, each line a link to the trades behind it.</summary>
    public IReadOnlyList<WaterfallStep> Waterfall =>
    [
        new("Their profit", Report.Theirs, IsTotal: true, Note: Count(Report.Trades.Count(trade => trade.IsPriced && trade.Trade is not null), Report.Unpriced), IsKnown: IsKnown),
        .. Groups.Select(group => new WaterfallStep(GapWords.Label(group), group.Amount, Note: Count(group.Trades, group.Unpriced), Href: LinkTo(group), IsKnown: group.Trades > 0)),
        new("Your profit", Report.Mine, IsTotal: true, IsKnown: IsKnown),
    ];

    /// <summary>The trades behind the opened bar with what each adds to it, the dearest first; those that could not be priced last.</summary>
    public IReadOnlyList<(GapTrade Trade, decimal? Amount)> Behind { get; } = Selection.Bar is { } bar ? [.. BehindBar(Answer.Report, bar, Selection.Reason)] : [];

    public IReadOnlyList<(GapTrade Trade, decimal? Amount)> Shown => [.. Behind.Skip((Selection.Page - 1) * PageSize).Take(PageSize)];

    public bool HasMore => Behind.Count > Selection.Page * PageSize;

    private string LinkTo(GapBarGroup group) => (Selection with { Bar = group.Bar, Reason = group.Bar == GapBar.Skipped && !group.IsRest ? group.Reason : null, Page = 1 }).Address() + "#behind";

    private static string? Count(int trades, int unpriced) => (trades, unpriced) switch
    {
        (_, 0) => $"{Format.Count(trades)} {(trades == 1 ? "trade" : "trades")}",
        (0, _) => $"{Format.Count(unpriced)} {(unpriced == 1 ? "trade" : "trades")} unpriced",
        _ => $"{Format.Count(trades)} {(trades == 1 ? "trade" : "trades")}, {Format.Count(unpriced)} unpriced",
    };

    private static IEnumerable<GapBarGroup> GroupsOf(CopyGapReport report)
    {
        foreach (var bar in report.Steps.GroupBy(step => step.Bar))
        {
            if (bar.Key != GapBar.Skipped)
            {
                yield return new(bar.Key, null, bar.Sum(step => step.Amount), bar.Sum(step => step.Trades), bar.Sum(step => step.Unpriced));
                continue;
            }

            var byCost = bar.OrderByDescending(step => Math.Abs(step.Amount)).ToList();
            foreach (var step in byCost.Take(byCost.Count > MostRules + 1 ? MostRules : byCost.Count)) yield return new(step.Bar, step.Reason, step.Amount, step.Trades, step.Unpriced);
            if (byCost.Count > MostRules + 1)
            {
                var rest = byCost.Skip(MostRules).ToList();
                yield return new(GapBar.Skipped, null, rest.Sum(step => step.Amount), rest.Sum(step => step.Trades), rest.Sum(step => step.Unpriced), IsRest: true);
            }
        }
    }

    private static IEnumerable<(GapTrade Trade, decimal? Amount)> BehindBar(CopyGapReport report, GapBar bar, string? reason)
    {
        bool Fits(GapPart part) => part.Bar == bar && (reason is null || part.Reason == reason);
        var rows = report.Trades.Select(trade => trade.IsPriced
            ? (Trade: trade, Has: trade.Parts.Any(Fits), Amount: (decimal?)trade.Parts.Where(Fits).Sum(part => part.Amount))
            : (Trade: trade, Has: trade.Main.Bar == bar && (reason is null || trade.Main.Reason == reason), Amount: null));
        return rows.Where(row => row.Has).OrderBy(row => row.Amount is null).ThenBy(row => row.Amount).Select(row => (row.Trade, row.Amount));
    }
}
