namespace CopyTrade.Domain.Rules;

/// <summary>Something that moves a rule from one status to another.</summary>
public enum RuleMove
{
    /// <summary>The price came: one host takes the firing, by a conditional update (R4.5).</summary>
    Claim,

    /// <summary>The price came, and its owner is to be asked.</summary>
    Ask,

    /// <summary>The owner said yes.</summary>
    Approve,

    /// <summary>The owner said no.</summary>
    Deny,

    /// <summary>The exit is done.</summary>
    Complete,

    /// <summary>Nothing was sold and another try may help: it watches again.</summary>
    Rearm,

    /// <summary>Nothing more can be sold.</summary>
    Fail,

    /// <summary>The owner, a sibling or the end of the position ends it.</summary>
    Cancel,

    /// <summary>Its time or its market ended.</summary>
    Expire,
}
