using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Signals;

/// <summary>Intents too small by themselves that wait together with the one being judged: same profile, trader, token and side, within the window (R1.22). The sibling of the mirrored fills' group.</summary>
/// <param name="Members">How many wait; the one being judged is not counted.</param>
/// <param name="Dollars">The trader's dollars in them.</param>
public sealed record SignalGroup(int Members, Usdc Dollars)
{
    /// <summary>Nothing waits.</summary>
    public static SignalGroup None { get; } = new(0, Usdc.Zero);
}
