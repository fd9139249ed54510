namespace CopyTrade.Domain.Research.Leaders;

/// <summary>What is odd about a wallet.</summary>
public enum LeaderFlagKind
{
    /// <summary>Buys and sells the same at the same price within a minute.</summary>
    Wash,

    /// <summary>In and out within ten minutes without moving, again and again.</summary>
    RoundTrip,

    /// <summary>Holds both outcomes of many of its markets.</summary>
    TwoSided,

    /// <summary>Much volume by resting orders on both sides, next to no result: it earns rebates, which a copy does not.</summary>
    RebateFarming,

    /// <summary>Most of the profit is from one market.</summary>
    OneMarket,

    /// <summary>Trades much smaller or larger than before.</summary>
    SizeChanged,

    /// <summary>Trades other categories than before.</summary>
    StyleChanged,

    /// <summary>Has not traded for days.</summary>
    Inactive,

    /// <summary>Trades the same as another wallet at the same moment: one hand with several wallets.</summary>
    LockStep,

    /// <summary>Comes after another wallet: a copy of it would be a copy of a copy.</summary>
    Copies,

    /// <summary>Others take the same offers right after it.</summary>
    Crowded,
}
