using System.Text.RegularExpressions;

namespace CopyTrade.Tests.Architecture;

/// <summary>The product's own sources, for rules about who may speak of whom.</summary>
internal static class SourceTree
{
    public static readonly string Root = FindRoot();

    /// <summary>Files below a folder whose text matches; paths relative to the repository.</summary>
    public static IReadOnlyList<string> Matching(string folder, string pattern) =>
        [.. Files(folder).Where(file => Regex.IsMatch(File.ReadAllText(file), pattern)).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    /// <summary>The text of each file below a folder.</summary>
    public static IReadOnlyList<string> Texts(string folder) => [.. Files(folder).Select(File.ReadAllText)];

    /// <summary>Which room of a project names which other one in a using, with the files that do. A room is a folder of the first level; of pages, one below <c>Features</c>.</summary>
    public static ILookup<(string Room, string Used), string> Usings(string project)
    {
        var used = new Regex($@"^@?using (?:static )?{Regex.Escape(project)}\.(?:Features\.)?(\w+)", RegexOptions.Multiline);
        return Files(project)
            .Select(file => (File: Path.GetRelativePath(Root, file).Replace('\\', '/'), Text: File.ReadAllText(file)))
            .SelectMany(source => used.Matches(source.Text).Select(match => (source.File, Room: RoomOf(source.File), Used: match.Groups[1].Value)))
            .Where(found => found.Room != found.Used)
            .ToLookup(found => (found.Room, found.Used), found => found.File);
    }

    public static IReadOnlyList<string> Folders(string folder) => [.. Directory.GetDirectories(Path.Combine(Root, folder)).Select(path => Path.GetFileName(path)).Where(name => name is not ("bin" or "obj"))];

    private static IEnumerable<string> Files(string folder) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), "*.*", SearchOption.AllDirectories)
        .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}") && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}"));

    private static string RoomOf(string file) => file.Split('/')[1..] switch
    {
        ["Features", var room, _, ..] => room,
        [var room, _, ..] => room,
        _ => "",
    };

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CopyTrade.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("The tests run outside the repository: the sources cannot be found.");
    }
}
