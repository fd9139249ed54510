namespace CopyTrade.Domain.Signals;

/// <summary>One line of the check before the intake starts (R1.15).</summary>
/// <param name="Name">Stable word.</param>
/// <param name="Passed">Whether it is as it should be.</param>
/// <param name="IsCritical">Whether the intake must not start without it.</param>
/// <param name="Message">One sentence; for a failure it says what to do.</param>
public sealed record SignalHealthItem(string Name, bool Passed, bool IsCritical, string Message);
