using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Trading;

/// <summary>What to do with news about the settlement of a match. News repeats, skips states and arrives in any order (protocol 15.2).</summary>
public abstract record SettlementProgress
{
    private SettlementProgress()
    {
    }

    /// <summary>Move on to the new state.</summary>
    public sealed record Advance : SettlementProgress;

    /// <summary>Old or repeated news.</summary>
    public sealed record Ignore : SettlementProgress;

    /// <summary>One final state contradicts the other: keep the first, tell a person.</summary>
    public sealed record Contradiction : SettlementProgress;

    /// <summary>Keeps the highest state.</summary>
    /// <param name="known">The state stored; null for a match never heard of.</param>
    /// <param name="news">The state heard.</param>
    public static SettlementProgress Of(SettlementStatus? known, SettlementStatus news) => (known, news) switch
    {
        (null, _) => new Advance(),
        (SettlementStatus.Confirmed, SettlementStatus.Failed) or (SettlementStatus.Failed, SettlementStatus.Confirmed) => new Contradiction(),
        (SettlementStatus.Confirmed or SettlementStatus.Failed, _) => new Ignore(),
        _ => news > known ? new Advance() : new Ignore(),
    };
}
