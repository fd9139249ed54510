using System.ComponentModel.DataAnnotations;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>Section <c>Observation</c>. Times are seconds.</summary>
public sealed class ObservationOptions
{
    public const string Section = "Observation";

    /// <summary>How often the newest trades of everybody are read while nothing wakes us.</summary>
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

    /// <summary>Rows of one request.</summary>
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
}
