using System.Security.Cryptography;
using System.Text;

namespace CopyTrade.Infrastructure.Persistence.Embedded;

/// <summary>
/// Where the private cluster of a data directory lies: inside it, as a rule. Started as root, the server runs as another
/// user, to whom root's home and other closed folders are shut; the cluster then lies in a place that is open to it,
/// under a name made of the data directory's path, so that the same directory always means the same data.
/// </summary>
public static class ClusterFolder
{
    private const string OpenPlace = "/var/lib/copytrade/clusters";

    public static string For(string dataDirectory)
    {
        var inside = Path.Combine(Path.GetFullPath(dataDirectory), "postgres");
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess || IsOpen(new DirectoryInfo(inside).Parent)) return inside;
        return Path.Combine(OpenPlace, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(inside)))[..16]);
    }

    /// <summary>Every folder on the way may be entered by anybody.</summary>
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static bool IsOpen(DirectoryInfo? folder)
    {
        for (; folder is not null; folder = folder.Parent)
        {
            if (folder.Exists && !folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute)) return false;
        }

        return true;
    }
}
