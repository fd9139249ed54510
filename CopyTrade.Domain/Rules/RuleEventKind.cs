namespace CopyTrade.Domain.Rules;

/// <summary>What happened to a rule, in the words of R4.9 (snake_case in the database, upper case in the API).</summary>
public enum RuleEventKind
{
    /// <summary>It was made.</summary>
    RuleCreated,

    /// <summary>Its owner moved the trigger.</summary>
    RuleChanged,

    /// <summary>The trailing trigger went up.</summary>
    RuleTrailingUpdated,

    /// <summary>Its price came and was taken: from here on it sells.</summary>
    RuleTriggered,

    /// <summary>Its price came and its owner is asked.</summary>
    ActionPendingApproval,

    /// <summary>An order was written for its exit.</summary>
    ActionAttempt,

    /// <summary>Everything that was asked for is sold.</summary>
    ActionExecuted,

    /// <summary>Nothing was sold, and it watches again.</summary>
    ActionFailed,

    /// <summary>It ended in failure.</summary>
    RuleFailed,

    /// <summary>It was ended by its owner, by a sibling or by the end of its position.</summary>
    RuleCanceled,

    /// <summary>Its time or its market ended.</summary>
    RuleExpired,

    /// <summary>The wallet was disconnected: it stays as it is and sells nothing meanwhile.</summary>
    RulePaused,

    /// <summary>A wallet is connected again: it goes on.</summary>
    RuleResumed,
}
