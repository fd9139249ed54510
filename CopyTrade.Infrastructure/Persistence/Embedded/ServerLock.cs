using System.Globalization;

namespace CopyTrade.Infrastructure.Persistence.Embedded;

/// <summary>The file by which a running server marks its data directory.</summary>
internal static class ServerLock
{
    /// <summary>The port that the server of this directory listens on, if its lock is complete; it may be a dead server's.</summary>
    public static int? Port(string data)
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(data, "postmaster.pid"));
            return lines.Length >= 4 && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port) ? port : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>
    /// A container whose first process reaps nothing keeps a killed server as a zombie, and PostgreSQL takes that
    /// process id for a live server. It is not: no zombie and no foreign program holds the data directory.
    /// </summary>
    public static void RemoveStale(string data)
    {
        var file = Path.Combine(data, "postmaster.pid");
        if (!OperatingSystem.IsLinux() || !File.Exists(file)
            || !int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var pid)) return;

        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));   // "pid (comm) S ..."
            var close = stat.LastIndexOf(')');
            if (stat[close + 2] is not ('Z' or 'X') && stat.AsSpan(0, close).Contains("postgres", StringComparison.Ordinal)) return;
        }
        catch (IOException)
        {
            return;   // no such process: the server clears this case itself
        }

        File.Delete(file);
    }
}
