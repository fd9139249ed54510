using System.ComponentModel.DataAnnotations;

namespace CopyTrade.Infrastructure.Research.Leaders;

/// <summary>Section <c>Leaders</c>.</summary>
public sealed class LeaderOptions
{
    public const string Section = "Leaders";

    /// <summary>Requests to the venue in any second, for the ranking: never at the cost of what is new.</summary>
    [Range(1, 15)]
    public int RequestsPerSecond { get; init; } = 8;

    /// <summary>Pages of fifty of each of the venue's boards.</summary>
    [Range(1, 20)]
    public int BoardPages { get; init; } = 5;

    /// <summary>How long the boards' word on candidates counts, in hours.</summary>
    [Range(0.1, 168)]
    public double BoardHours { get; init; } = 6;

    /// <summary>How long what was read of a wallet counts, in hours.</summary>
    [Range(0.1, 168)]
    public double ReadHours { get; init; } = 6;

    /// <summary>How far back trades are read, in days.</summary>
    [Range(7, 365)]
    public int HistoryDays { get; init; } = 95;

    /// <summary>Requests for the trades of one wallet, of a thousand rows each.</summary>
    [Range(1, 50)]
    public int TradePages { get; init; } = 5;

    /// <summary>Requests for the closed positions of one wallet, of fifty rows each.</summary>
    [Range(1, 200)]
    public int ClosedPages { get; init; } = 20;

    /// <summary>Entries of a wallet, on each read, whose market is asked what strangers bought around them; one request each, 0 for none.</summary>
    [Range(0, 50)]
    public int EchoEntries { get; init; } = 3;

    /// <summary>Longest run of the job that reads, in minutes; the next one goes on.</summary>
    [Range(1, 240)]
    public double RunMinutes { get; init; } = 20;

    /// <summary>Candidates at most, boards and people together.</summary>
    [Range(10, 100_000)]
    public int MostCandidates { get; init; } = 5_000;
}
