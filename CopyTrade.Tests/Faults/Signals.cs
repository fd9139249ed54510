using System.Diagnostics;
using System.Globalization;

namespace CopyTrade.Tests.Faults;

/// <summary>Signals to processes of our own.</summary>
internal static class Signals
{
    /// <param name="process">Its id.</param>
    /// <param name="signal">STOP or CONT.</param>
    public static async Task SendAsync(int process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        if (kill.ExitCode != 0) throw new InvalidOperationException($"Process {process} cannot be signalled: it has ended.");
    }
}
