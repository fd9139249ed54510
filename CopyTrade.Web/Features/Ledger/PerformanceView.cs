using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Ledger;

/// <summary>What an account made over the last days, reckoned once for all panels of the page.</summary>
public sealed class PerformanceView
{
    private readonly PerformanceFacts _facts;
    private readonly DateOnly _born;

    public PerformanceView(PerformanceFacts facts, DateOnly today, int range)
    {
        (_facts, Today, Range) = (facts, today, range);
        if (facts.Lines.Count == 0) return;
        _born = DateOnly.FromDateTime(facts.Lines.Min(line => line.At).UtcDateTime);
        // One day before the first, so that the curve begins at nothing.
        var first = today.AddDays(-SpanOf(range)) < _born.AddDays(-1) ? _born.AddDays(-1) : today.AddDays(-SpanOf(range));
        All = ProfitDays.Of(facts.Lines, [.. Enumerable.Range(0, today.DayNumber - first.DayNumber + 1).Select(first.AddDays)], facts.MarksOf);
        Days = [.. All.TakeLast(range + 1)];
        Now = All[^1].Total;
        Certain = CertainValue.Of(facts.Lines, facts.Events ?? new Dictionary<Domain.Venue.ConditionId, EventPlace>());
        Events = EventValue.Of(facts, facts.MarksOf(today));
        Period = ProfitPeriod.Of([.. All.TakeLast(range)], Before(range))!;
        Earlier = ProfitPeriod.Of([.. All.SkipLast(range).TakeLast(range)], Before(2 * range));
        Drawdowns = Drawdown.Of(Days, 5);
    }

    /// <summary>How many days are reckoned for a range: it, the one before it, and the month in which that begins.</summary>
    public static int SpanOf(int range) => Math.Min(780, (2 * range) + 31);

    public DateOnly Today { get; }

    /// <summary>Days of the period, today included.</summary>
    public int Range { get; }

    /// <summary>Every reckoned day, oldest first.</summary>
    public IReadOnlyList<ProfitDay> All { get; } = [];

    /// <summary>Of these, the days since the first movement.</summary>
    public IReadOnlyList<ProfitDay> Lived => [.. All.Where(day => day.Day >= _born)];

    /// <summary>The period, with the day before it where there is one.</summary>
    public IReadOnlyList<ProfitDay> Days { get; } = [];

    /// <summary>Everything up to now; null while nothing is in the ledger.</summary>
    public Profit? Now { get; }

    /// <summary>What of the open shares is paid however their markets end.</summary>
    public Usdc Certain { get; }

    /// <summary>What is held of events with several questions.</summary>
    public IReadOnlyList<EventValue> Events { get; } = [];

    public ProfitPeriod? Period { get; }

    /// <summary>As many days before; null where there is nothing.</summary>
    public ProfitPeriod? Earlier { get; }

    public IReadOnlyList<Drawdown> Drawdowns { get; } = [];

    /// <summary>Days or weeks of the period, the newest first.</summary>
    public IReadOnlyList<ProfitStatement> Statements(StatementWindow window) => ProfitStatement.Of(Days, window);

    public AccountMoney Money => _facts.Money;

    /// <summary>Splits, merges and conversions that the ledger cannot tell.</summary>
    public int Unexplained => _facts.Unexplained;

    public int Unposted => _facts.Unposted;

    /// <summary>Nothing was ever bought or sold.</summary>
    public bool IsEmpty => Now is null or { Trades: 0, OpenPositions: 0 };

    /// <summary>Days of the period on which some position had no known value.</summary>
    public int PartialDays => Days.Count(day => day.IsPartial);

    /// <summary>Net, realised and open profit of each day of the period; a gap where nothing open had a known value.</summary>
    public IReadOnlyList<ChartLine> Lines =>
    [
        new("Net profit", [.. Days.Select(day => (decimal?)day.Total.Net.Amount)]),
        new("Realised", [.. Days.Select(day => (decimal?)day.Total.Realized.Amount)], "2"),
        new("Open", [.. Days.Select(day => day.Total is { OpenPositions: > 0 } total && total.Unmarked == total.OpenPositions ? null : (decimal?)day.Total.OpenResult.Amount)], "3", Dashed: true),
    ];

    /// <summary>The last comparison with the venue; null before the first.</summary>
    public LedgerResidual? Residual => _facts.Residuals.Count > 0 ? _facts.Residuals[0] : null;

    public IReadOnlyList<LedgerResidual> Residuals => _facts.Residuals;

    /// <summary>The whole history by group.</summary>
    public IReadOnlyList<(string? Key, Profit Profit)> By(ProfitGrouping grouping) => ProfitCalculator.By(grouping, _facts.Lines, _facts.MarksOf(Today), _facts.Elsewhere);

    /// <summary>What an event is called: by its first question. Untrusted text.</summary>
    public string NameOf(EventValue value) => value.Conditions.Select(condition => _facts.Markets.GetValueOrDefault(condition.Value)).FirstOrDefault(name => name is not null) is { } first
        ? value.Conditions.Count == 1 ? first : $"{first} and {value.Conditions.Count - 1} more"
        : Shared.Format.ShortAddress(value.Group);

    /// <summary>What a group is called. Untrusted text.</summary>
    public string NameOf(ProfitGrouping grouping, string? key) => (grouping, key) switch
    {
        (_, ProfitCalculator.NotAttributable) => "Not attributable",
        (ProfitGrouping.Target, null) => "Not by a target",
        (ProfitGrouping.Target, var book) => _facts.Books.GetValueOrDefault(book) is { Length: > 0 } name ? (name.Length == 42 && name.StartsWith("0x", StringComparison.Ordinal) ? Shared.Format.ShortAddress(name) : name) : Cut(book),
        (ProfitGrouping.Market, null) => "No market",
        (ProfitGrouping.Market, var market) => _facts.Markets.GetValueOrDefault(market) ?? Shared.Format.ShortAddress(market),
        (ProfitGrouping.Category, null) => "Category not known",
        (ProfitGrouping.PriceBand, null) => "No entry price",
        (ProfitGrouping.Builder, null) => "No builder code",
        (ProfitGrouping.Hour, var hour) => $"{hour}:00 UTC",
        (_, null) => "Other",
        var (_, other) => other,
    };

    private ProfitDay? Before(int range) => All.Count > range ? All[^(range + 1)] : null;

    private static string Cut(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
