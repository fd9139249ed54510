namespace CopyTrade.Benchmarks.Hosting;

/// <summary>Where throwaway databases live.</summary>
public static class Scratch
{
    private const string Memory = "/dev/shm";
    private const long Room = 4L << 30;

    /// <summary>Memory where there is plenty: a disk spends a sixth of a test run's processor time on the files of databases that come and go. Otherwise the folder for temporary files.</summary>
    public static string Folder { get; } = HasRoom() ? Memory : Path.GetTempPath();

    private static bool HasRoom()
    {
        try
        {
            return Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace >= Room && GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >= 2 * Room;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
