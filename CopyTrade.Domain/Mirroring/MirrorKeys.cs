using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Domain.Mirroring;

/// <summary>Identity of a mirrored order.</summary>
public static class MirrorKeys
{
    /// <summary>Frozen formula (R0.9): keccak256 of target key, colon, fill id. Unique per tenant in the database.</summary>
    public static IdempotencyKey For(TargetKey target, FillId fill) => IdempotencyKey.OfText($"{target}:{fill}");

    /// <summary>The book under which this target's lots are kept: its key as text.</summary>
    public static string BookOf(TargetKey target) => target.ToString();
}
