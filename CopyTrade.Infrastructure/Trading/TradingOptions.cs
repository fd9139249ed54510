using System.ComponentModel.DataAnnotations;

namespace CopyTrade.Infrastructure.Trading;

/// <summary>Section <c>Trading</c>. Times are seconds.</summary>
public sealed class TradingOptions
{
    public const string Section = "Trading";

    /// <summary>Orders of one tenant on their way at once.</summary>
    [Range(1, 100)]
    public int OrdersInFlightPerTenant { get; init; } = 8;

    /// <summary>Orders of all tenants on their way at once.</summary>
    [Range(1, 1000)]
    public int OrdersInFlight { get; init; } = 128;

    /// <summary>Orders waiting in memory; more wait in the ledger.</summary>
    [Range(1, 1_000_000)]
    public int QueueCapacity { get; init; } = 20_000;

    /// <summary>How often the ledger is searched for orders that nobody is placing, and unknown outcomes are asked about.</summary>
    [Range(0.1, 60)]
    public double SweepSeconds { get; init; } = 1;

    /// <summary>Least time between a send without a known outcome and the next send of the same bytes.</summary>
    [Range(1, 60)]
    public double ResendAfterSeconds { get; init; } = 3;

    /// <summary>How long after the last send an order that the venue does not know counts as never accepted. Longer than any request can hang and than the venue's own delay of a match.</summary>
    [Range(15, 3600)]
    public double LostAfterSeconds { get; init; } = 60;

    /// <summary>How long an exit that the venue asked to wait is tried beyond its validity.</summary>
    [Range(0, 86_400)]
    public double ExitPatienceSeconds { get; init; } = 600;

    /// <summary>Polling of own trades while the user stream is silent or down.</summary>
    [Range(1, 600)]
    public double PollSeconds { get; init; } = 5;

    /// <summary>Polling of own trades while the user stream is alive.</summary>
    [Range(1, 3600)]
    public double PollWithStreamSeconds { get; init; } = 30;

    /// <summary>How long an accepted order may be unknown to the venue before the reconciler gives it up (R0.47).</summary>
    [Range(60, 86_400)]
    public double NotFoundGraceSeconds { get; init; } = 900;

    /// <summary>How often resting orders are looked through for those that rested long enough (R0.32).</summary>
    [Range(1, 600)]
    public double RestingSweepSeconds { get; init; } = 60;

    /// <summary>How often orders that wait for shares or for a cancellation are looked at.</summary>
    [Range(0.1, 60)]
    public double WaitingSeconds { get; init; } = 0.5;

    /// <summary>How often the markets of open positions are asked whether they are decided.</summary>
    [Range(1, 3600)]
    public double ResolutionSeconds { get; init; } = 60;

    /// <summary>How often redemptions are carried on.</summary>
    [Range(0.5, 600)]
    public double RedemptionSeconds { get; init; } = 5;

    /// <summary>How often positions are compared with venue and chain (R1.24).</summary>
    [Range(10, 86_400)]
    public double DriftSeconds { get; init; } = 300;

    /// <summary>How often wallets are checked for credentials, balance and approvals.</summary>
    [Range(5, 3600)]
    public double ReadinessSeconds { get; init; } = 60;
}
