using Xunit.Abstractions;

namespace CopyTrade.Tests.Fixtures;

/// <summary>Reference material that lies beside the repository on some machines only.</summary>
public static class SharedFiles
{
    /// <summary>The path of a reference file; null, with a word in the output, where there is none.</summary>
    public static string? Find(string relativePath, ITestOutputHelper output)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", relativePath);
            if (File.Exists(path)) return path;
        }

        output.WriteLine($"{relativePath} not present: skipped");
        return null;
    }
}
