namespace CopyTrade.Simulator.Engine;

/// <summary>How the venue treats whoever asks.</summary>
/// <param name="Blocked">No orders from this region.</param>
/// <param name="Country">What it calls the region.</param>
/// <param name="ClosedOnly">Accounts may only close positions.</param>
/// <param name="ClockAheadSeconds">How far the venue's own clock is from ours.</param>
internal sealed record Standing(bool Blocked = false, string Country = "DE", bool ClosedOnly = false, int ClockAheadSeconds = 0);
