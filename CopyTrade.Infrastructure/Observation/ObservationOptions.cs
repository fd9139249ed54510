using System.ComponentModel.DataAnnotations;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>Section <c>Observation</c>. Times are seconds.</summary>
public sealed class ObservationOptions
{
    public const string Section = "Observation";

    /// <summary>How often the newest trades of everybody are read, also while streams flow: what they leave out is copied as soon.</summary>
    [Range(0.1, 60)]
    public double DrainSeconds { get; init; } = 1;

    /// <summary>How often everything is read again <see cref="OverlapSeconds"/> back: rows may appear late (R0.44).</summary>
    [Range(1, 600)]
    public double SafetyNetSeconds { get; init; } = 30;

    /// <summary>How far behind what was read a thorough drain starts: rows appear up to a minute late.</summary>
    [Range(10, 3600)]
    public double OverlapSeconds { get; init; } = 120;

    /// <summary>The same for the frequent drain of everybody's trades.</summary>
    [Range(1, 600)]
    public double QuickOverlapSeconds { get; init; } = 10;

    /// <summary>How far back the first look at a newly followed wallet goes (R0.42).</summary>
    [Range(0, 3600)]
    public double FirstLookBackSeconds { get; init; } = 60;

    /// <summary>Rows of one request; of everybody's trades the first asks for what the venue's pace makes likely.</summary>
    [Range(1, 1000)]
    public int PageRows { get; init; } = 200;

    /// <summary>Requests of one drain; older rows are left to the safety net, and the gap is logged.</summary>
    [Range(1, 1000)]
    public int MostPages { get; init; } = 25;

    /// <summary>More woken wallets than this are read through everybody's trades in one go.</summary>
    [Range(1, 100)]
    public int MostWalletsAtOnce { get; init; } = 8;

    /// <summary>Requests for single wallets in any second; the venue allows 20.</summary>
    [Range(1, 20)]
    public int WalletRequestsPerSecond { get; init; } = 12;

    /// <summary>Requests for everybody's trades because of wake-ups in any second; the venue allows 30.</summary>
    [Range(1, 25)]
    public int GlobalRequestsPerSecond { get; init; } = 12;

    /// <summary>How often the set of tokens to listen to is made anew.</summary>
    [Range(5, 3600)]
    public double TokenRefreshSeconds { get; init; } = 60;

    /// <summary>How often a wallet's account of its own positions is compared with the venue's.</summary>
    [Range(60, 604_800)]
    public double HoldingRefreshSeconds { get; init; } = 21_600;

    /// <summary>How old statistics of a wallet become before they are made anew.</summary>
    [Range(600, 2_592_000)]
    public double StatisticsSeconds { get; init; } = 86_400;

    /// <summary>How far back statistics look, in days.</summary>
    [Range(1, 365)]
    public int StatisticsDays { get; init; } = 30;

    /// <summary>Requests for history (statistics, coverage, gaps) in any second: never at the cost of what is new.</summary>
    [Range(1, 10)]
    public int HistoryRequestsPerSecond { get; init; } = 4;

    /// <summary>Requests of one read of history.</summary>
    [Range(1, 1000)]
    public int HistoryPages { get; init; } = 40;

    /// <summary>Rows of one request for history.</summary>
    [Range(1, 10_000)]
    public int HistoryRows { get; init; } = 1_000;

    /// <summary>Length of the period of one coverage check.</summary>
    [Range(60, 86_400)]
    public double CoveragePeriodSeconds { get; init; } = 3_600;

    /// <summary>How long after a period the record counts as settled.</summary>
    [Range(60, 86_400)]
    public double CoverageSettleSeconds { get; init; } = 600;

    /// <summary>A fill seen within so long could be copied.</summary>
    [Range(1, 600)]
    public double InTimeSeconds { get; init; } = 60;

    /// <summary>Attempts to read a gap before it is given up.</summary>
    [Range(1, 100)]
    public int GapTries { get; init; } = 12;
}
