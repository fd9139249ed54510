namespace CopyTrade.Domain.Rules;

/// <summary>Where a rule stands (R4.2). What moves it is <see cref="RuleLifecycle"/>'s affair.</summary>
public enum RuleStatus
{
    /// <summary>Watches the price.</summary>
    Active,

    /// <summary>Its price came and it asks its owner before it sells.</summary>
    PendingApproval,

    /// <summary>It fired: its exit is under way or done.</summary>
    Triggered,

    /// <summary>Ended by its owner, by a sibling that sold, or because the position is gone.</summary>
    Canceled,

    /// <summary>Its time ran out, or its market ended, before its price came.</summary>
    Expired,

    /// <summary>It fired and cannot sell, or its owner said no.</summary>
    Failed,
}
