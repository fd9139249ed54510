namespace CopyTrade.Domain.Mirroring;

/// <summary>Groups of results: seen = copied + skipped + failed + in flight.</summary>
public enum ActivityGroup
{
    /// <summary>Everything.</summary>
    All,

    /// <summary>Confirmed, or resting, or cancelled after acceptance: the venue took the order.</summary>
    Copied,

    /// <summary>Not copied, with a reason.</summary>
    Skipped,

    /// <summary>Denied, refused, void.</summary>
    Failed,

    /// <summary>Pending, unknown, matched, settling.</summary>
    InFlight,

    /// <summary>What a person should look at: failed, void, unknown.</summary>
    Attention,
}
