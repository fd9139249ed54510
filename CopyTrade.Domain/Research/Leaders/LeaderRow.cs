using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>A wallet in the ranked table: the figures of its profile that a line has room for. Stored as JSON.</summary>
public sealed record LeaderRow
{
    /// <summary>As in <see cref="LeaderProfile"/>.</summary>
    public required WalletAddress Wallet { get; init; }

    /// <summary>Untrusted text.</summary>
    public string? Name { get; init; }

    /// <summary>As in <see cref="LeaderProfile"/>.</summary>
    public required LeaderStanding Standing { get; init; }

    /// <summary>As in <see cref="LeaderProfile"/>.</summary>
    public DateTimeOffset AsOf { get; init; }

    /// <summary>As in <see cref="LeaderProfile"/>.</summary>
    public bool IsComplete { get; init; }

    /// <summary>As in <see cref="LeaderProfile"/>.</summary>
    public Estimate? Net { get; init; }

    /// <summary>As in <see cref="LeaderProfile"/>.</summary>
    public Estimate? Recent { get; init; }

    /// <summary>As in <see cref="LeaderProfile"/>.</summary>
    public Usdc? RoomLeft { get; init; }

    /// <summary>As in <see cref="LeaderProfile"/>.</summary>
    public Crowding? Crowding { get; init; }

    /// <summary>As in <see cref="LeaderProfile"/>.</summary>
    public double? ProbabilityOfEdge { get; init; }

    /// <summary>As in <see cref="LeaderProfile"/>.</summary>
    public IReadOnlyList<WindowResult> Windows { get; init; } = [];

    /// <summary>As in <see cref="LeaderProfile"/>.</summary>
    public Rate WinRate { get; init; } = Rate.Of(0, 0);

    /// <summary>As in <see cref="LeaderProfile"/>.</summary>
    public double? Sharpe { get; init; }

    /// <summary>As in <see cref="LeaderProfile"/>.</summary>
    public double? Drawdown { get; init; }

    /// <summary>As in <see cref="LeaderProfile"/>.</summary>
    public double? Brier { get; init; }

    /// <summary>As in <see cref="LeaderProfile"/>.</summary>
    public Usdc? WithoutBest { get; init; }

    /// <summary>As in <see cref="LeaderProfile"/>.</summary>
    public TimeSpan? MedianHold { get; init; }

    /// <summary>As in <see cref="LeaderProfile"/>.</summary>
    public Rate Taker { get; init; } = Rate.Of(0, 0);

    /// <summary>As in <see cref="LeaderProfile"/>.</summary>
    public Usdc? MedianFill { get; init; }

    /// <summary>As in <see cref="LeaderProfile"/>.</summary>
    public Rate Copyable { get; init; } = Rate.Of(0, 0);

    /// <summary>As in <see cref="LeaderProfile"/>.</summary>
    public Usdc? CapacityADay { get; init; }

    /// <summary>As in <see cref="LeaderProfile"/>.</summary>
    public double TradesADay { get; init; }

    /// <summary>As in <see cref="LeaderProfile"/>.</summary>
    public DateTimeOffset? LastTradeAt { get; init; }

    /// <summary>Those with most closed positions, at most three.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>As in <see cref="LeaderProfile"/>.</summary>
    public IReadOnlyList<LeaderFlagKind> Flags { get; init; } = [];

    /// <summary>As in <see cref="LeaderProfile"/>.</summary>
    public double? Score { get; init; }

    /// <summary>As in <see cref="LeaderProfile"/>.</summary>
    public bool PassesScreening { get; init; }

    /// <summary>The line of a profile.</summary>
    public static LeaderRow Of(LeaderProfile profile, LeaderStanding standing) => new()
    {
        Wallet = profile.Wallet, Name = profile.Name, Standing = standing, AsOf = profile.AsOf, IsComplete = profile.IsComplete, Net = profile.Net, Recent = profile.Recent, RoomLeft = profile.RoomLeft, Crowding = profile.Crowding, ProbabilityOfEdge = profile.ProbabilityOfEdge, Windows = profile.Windows,
        WinRate = profile.WinRate, Sharpe = profile.Sharpe, Drawdown = profile.Drawdown.Part, Brier = profile.Brier, WithoutBest = profile.WithoutBest, MedianHold = profile.MedianHold, Taker = profile.Taker, MedianFill = profile.MedianFill,
        Copyable = profile.Copyable, CapacityADay = profile.CapacityADay, TradesADay = profile.TradesADay, LastTradeAt = profile.LastTradeAt,
        Categories = [.. profile.Categories.Where(group => group.Name != "not known").OrderByDescending(group => group.Wins.N).Take(3).Select(group => group.Name)],
        Flags = [.. profile.Flags.Select(flag => flag.Kind).Distinct()], Score = profile.Screening.Score, PassesScreening = profile.Screening.Passes,
    };

    /// <summary>The result of a window; null when it was not reckoned.</summary>
    public WindowResult? Window(int days) => Windows.FirstOrDefault(window => window.Days == days);
}
