using System.Globalization;
using System.Text.RegularExpressions;

namespace CopyTrade.Tests.Architecture;

/// <summary>The tables of docs/capabilities say for each requirement of the engine where it is shown to hold; what they name exists.</summary>
public sealed partial class CapabilityDocsTests
{
    private static readonly string[] Documents = [.. Directory.GetFiles(Path.Combine(SourceTree.Root, "docs", "capabilities"), "*.md").Order(StringComparer.Ordinal)];

    private static readonly IReadOnlyList<string> Sources = [.. SourceTree.Texts("CopyTrade.Tests"), .. SourceTree.Texts("CopyTrade.E2E")];

    [Fact]
    public void Rows_OfTheEngine_AreAllInATable()
    {
        var named = Documents.SelectMany(File.ReadLines).Where(line => line.StartsWith("| R", StringComparison.Ordinal)).SelectMany(line => RowsIn(line.Split('|')[1])).ToHashSet();

        Assert.Empty(Enumerable.Range(1, 62).Select(n => $"R0.{n}").Concat(Enumerable.Range(1, 26).Select(n => $"R1.{n}")).Except(named));
        Assert.Equal(["R0.47", "R0.48", "R0.49", "R1.2"], RowsIn("R0.47–R0.49, R1.2 and more"));   // control
    }

    [Fact]
    public void Tests_NamedInATable_Exist()
    {
        var missing = Documents.SelectMany(file => Named(File.ReadAllText(file)).Where(name => !Exists(name)).Select(name => $"{Path.GetFileName(file)}: {name}")).ToList();

        Assert.Empty(missing);
        Assert.Equal(["FillRouterTests.Route_Sell", "FillRouterTests.Route_No"], Named("`FillRouterTests.Route_Sell…`, `.Route_No*`, `FillRouter`"));   // control
        Assert.False(Exists("FillRouterTests.Route_NoSuchThing"));
        Assert.False(Exists("NoSuchTests"));
    }

    private static List<string> RowsIn(string cell)
    {
        var rows = new List<string>();
        foreach (Match match in Row().Matches(cell))
        {
            var first = Number(match, "from");
            var last = match.Groups["to"].Success ? Number(match, "to") : first;
            for (var n = first; n <= last; n++) rows.Add(string.Create(CultureInfo.InvariantCulture, $"R{match.Groups["set"].Value}.{n}"));
        }

        return rows;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    // A name that begins with a dot is a method of the class named before it.
    private static List<string> Named(string text)
    {
        var (names, last) = (new List<string>(), "");
        foreach (var quoted in Quoted().Matches(text).Select(match => match.Groups[1].Value.Split('/')[^1].TrimEnd('…', '*')))
        {
            if (quoted.StartsWith('.') && last.Length > 0 && quoted.Contains('_', StringComparison.Ordinal)) names.Add(last + quoted);
            if (!TestName().IsMatch(quoted)) continue;
            names.Add(quoted);
            last = quoted.Split('.')[0];
        }

        return names;
    }

    private static bool Exists(string name)
    {
        var parts = name.Split('.', 2);
        return Sources.Any(text => Regex.IsMatch(text, $@"\bclass {parts[0]}\b") && (parts.Length == 1 || Regex.IsMatch(text, $@"\b{parts[1]}\w*\(")));
    }

    [GeneratedRegex(@"R(?<set>\d)\.(?<from>\d+)(?:[–-]R\d\.(?<to>\d+))?")]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^\w+(Tests|Properties|Journey)(\.\w+)?$")]
    private static partial Regex TestName();
}
