using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Signals;

/// <summary>Identity of an order that follows an intent.</summary>
public static class SignalKeys
{
    /// <summary>Frozen formula: keccak256 of <c>signal:</c>, profile id, colon, intent id. A sibling of the mirrored fill's key (R0.9), which never begins with that word.</summary>
    public static IdempotencyKey For(SignalProfileId profile, Guid intent) => IdempotencyKey.OfText($"signal:{profile}:{intent:D}");

    /// <summary>The book of the lots that a profile bought for a trader (R1.12).</summary>
    public static string BookOf(string profile, WalletAddress trader) => $"signal:{profile}:{trader}";
}
