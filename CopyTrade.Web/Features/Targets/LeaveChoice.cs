namespace CopyTrade.Web.Features.Targets;

/// <summary>Three ways to stop copying a wallet.</summary>
public enum LeaveChoice
{
    /// <summary>Its exits are followed until a time, then what is left is sold.</summary>
    ByDate,

    /// <summary>What is held is sold now.</summary>
    SellNow,

    /// <summary>What is held is kept.</summary>
    KeepHeld,
}
