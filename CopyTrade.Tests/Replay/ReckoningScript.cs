using System.ComponentModel;
using System.Diagnostics;
using CopyTrade.Tests.Architecture;
using Xunit.Abstractions;

namespace CopyTrade.Tests.Replay;

/// <summary>Runs <c>build/reckon.py</c>, which shares nothing with the product.</summary>
internal static class ReckoningScript
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>What it printed; null, with a word in the output, on a machine without Python.</summary>
    public static async Task<string?> RunAsync(ITestOutputHelper output, params string[] arguments)
    {
        var start = new ProcessStartInfo("python3", [Path.Combine(SourceTree.Root, "build", "reckon.py"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            output.WriteLine("python3 not present: skipped");
            return null;
        }

        using (process)
        {
            using var limit = new CancellationTokenSource(Limit);
            var (printed, problems) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            Assert.True(process.ExitCode == 0, await problems + await printed);
            return await printed;
        }
    }
}
