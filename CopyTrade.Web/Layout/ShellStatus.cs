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
    Usdc? Today,
    bool Paused,
    bool Halted,
    string? PlatformHaltReason,
    string UserEmail,
    bool IsOperator,
    int OpenPositions,
    int FailedJobs,
    RulesState? Rules = null);
