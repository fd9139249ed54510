using CopyTrade.Domain.Money;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Layout;

/// <summary>What the frame around every page shows. Null is "not known" and is drawn as such, never as zero.</summary>
public sealed record ShellStatus(
    TradingMode Mode,
    string Tenant,
    TimeSpan? FeedAge,
    int ActiveTargets,
    int TotalTargets,
    int Settling,
    Usdc? Equity,
    bool Paused,
    bool Halted,
    string? PlatformHaltReason,
    string UserEmail,
    bool IsOperator,
    int OpenPositions,
    int FailedJobs,
    RulesState? Rules = null)
{
    /// <summary>The halt was set by an operator for this account: its owner cannot release it.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>Positions that stand outside of <see cref="Equity"/>, because what they would sell for is not known.</summary>
    public int EquityLeavesOut { get; init; }
}
