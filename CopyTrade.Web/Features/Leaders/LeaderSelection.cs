using System.Globalization;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Web.Features.Leaders;

/// <summary>Which wallets the table shows, and how. Lives in the address.</summary>
public sealed record LeaderSelection(
    LeaderSort Sort = LeaderSort.Rank, bool Reverse = false, int Days = 30, LeaderVerdict? Verdict = null, string? Category = null, string? Search = null, bool Starred = false, bool Screened = false, int Number = 1, string? Compare = null)
{
    public const int PageSize = 25;

    /// <summary>Whether it is worth a name: any filter, order or window of one's own.</summary>
    public bool IsOwn => (this with { Number = 1, Compare = null }) != new LeaderSelection();

    /// <summary>Filter, order and window as the query of an address; neither the page nor what is compared.</summary>
    public string Query => string.Join('&', (this with { Number = 1, Compare = null }).Write().Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}={Uri.EscapeDataString(Convert.ToString(pair.Value, CultureInfo.InvariantCulture)!)}"));

    public static LeaderSelection Read(string? sort, string? order, int? days, string? verdict, string? category, string? search, string? only, int? page, string? compare = null) => new(
        Enum.TryParse<LeaderSort>(sort?.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var by) && Enum.IsDefined(by) ? by : LeaderSort.Rank, order == "reverse", days is 0 or 7 or 30 or 90 ? days.Value : 30,
        Enum.TryParse<LeaderVerdict>(verdict?.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var only1) && Enum.IsDefined(only1) ? only1 : null, Clean(category), Clean(search), only == "starred", only == "screened", Math.Clamp(page ?? 1, 1, 10_000), LeaderComparison.Read(compare).Write());

    public Dictionary<string, object?> Write() => new()
    {
        ["sort"] = Sort == LeaderSort.Rank ? null : EnumCode.Of(Sort), ["order"] = Reverse ? "reverse" : null, ["days"] = Days == 30 ? null : Days, ["verdict"] = Verdict is { } verdict ? EnumCode.Of(verdict) : null,
        ["category"] = Category, ["q"] = Search, ["only"] = Starred ? "starred" : Screened ? "screened" : null, ["page"] = Number == 1 ? null : Number, ["compare"] = Compare,
    };

    /// <summary>The rows that fit, in order.</summary>
    public IReadOnlyList<LeaderRow> Of(IEnumerable<LeaderRow> all, IReadOnlySet<WalletAddress> stars)
    {
        var fit = all.Where(row => (Verdict is null || row.Standing.Verdict == Verdict) && (Category is null || Within(row) is not null || row.Categories.Contains(Category)) && (!Starred || stars.Contains(row.Wallet)) && (!Screened || row.PassesScreening)
            && (Search is null || row.Wallet.Value.Contains(Search, StringComparison.OrdinalIgnoreCase) || row.Name?.Contains(Search, StringComparison.OrdinalIgnoreCase) == true));
        if (Sort == LeaderSort.Rank && Category is not null)
        {
            var placed = fit.OrderBy(row => Within(row)?.Rank ?? int.MaxValue).ThenBy(row => row.Standing.Rank).ToList();
            return Reverse ? [.. Enumerable.Reverse(placed)] : placed;
        }

        if (Sort == LeaderSort.Rank) return Reverse ? [.. fit.OrderByDescending(row => row.Standing.Rank)] : [.. fit.OrderBy(row => row.Standing.Rank)];
        var pairs = fit.Select(row => (Row: row, Value: Value(row))).ToList();
        var known = pairs.Where(pair => pair.Value is not null);
        // What is not known stands last, whichever way the rest is sorted.
        return [.. (Reverse ? known.OrderBy(pair => pair.Value) : known.OrderByDescending(pair => pair.Value)).Concat(pairs.Where(pair => pair.Value is null)).Select(pair => pair.Row)];
    }

    /// <summary>Its place within the chosen category; null when none is chosen or it has none there.</summary>
    public CategoryStanding? Within(LeaderRow row) => Category is null ? null : row.Standing.Within.FirstOrDefault(within => within.Category == Category);

    private double? Value(LeaderRow row) => Sort switch
    {
        LeaderSort.Edge => Category is null ? row.Standing.Shrunk?.Mean : Within(row)?.Shrunk?.Mean,
        LeaderSort.Chance => row.ProbabilityOfEdge,
        LeaderSort.Profit => (double?)row.Window(Days)?.Pnl.Amount,
        LeaderSort.Roi => row.Window(Days)?.Roi,
        LeaderSort.Wins => Category is null ? row.WinRate.Value : Within(row)?.Wins.Value,
        LeaderSort.Sharpe => row.Sharpe,
        LeaderSort.Drawdown => -row.Drawdown,
        LeaderSort.WithoutBest => (double?)row.WithoutBest?.Amount,
        LeaderSort.Hold => -row.MedianHold?.TotalSeconds,
        LeaderSort.Size => (double?)row.MedianFill?.Amount,
        LeaderSort.Capacity => (double?)row.CapacityADay?.Amount,
        LeaderSort.Copyable => row.Copyable.Value,
        LeaderSort.Rolling => row.Standing.Score,
        LeaderSort.OverIndex => row.Standing.OverIndex,
        LeaderSort.Active => row.LastTradeAt?.ToUnixTimeSeconds(),
        _ => row.Score,
    };

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
