namespace CopyTrade.Domain.Operations;

/// <summary>What a <see cref="Change"/> is about.</summary>
public enum ChangeKind
{
    /// <summary>Observed fills were stored (global).</summary>
    Fills,

    /// <summary>Targets were added, changed or removed.</summary>
    Targets,

    /// <summary>Decisions or orders moved.</summary>
    Orders,

    /// <summary>Settlements, lots or positions moved.</summary>
    Positions,

    /// <summary>Wallet connection, readiness, balance or grant moved.</summary>
    Wallet,

    /// <summary>A pause or halt was set or released.</summary>
    Halts,

    /// <summary>A recurring job finished or its schedule changed (global).</summary>
    Jobs,

    /// <summary>External intents arrived or were decided, or a profile changed.</summary>
    Signals,

    /// <summary>Stop-loss and take-profit rules, or their exits, moved.</summary>
    Rules,

    /// <summary>Alerts arrived, or durable jobs and their executions moved.</summary>
    Alerts,

    /// <summary>Something happened that people are told of, or its deliveries moved.</summary>
    Notifications,

    /// <summary>Checks or the trial trade of a wallet moved.</summary>
    Preflight,
}
