using System.Text.Json;
using CopyTrade.Tests.Fixtures;
using Xunit.Abstractions;

namespace CopyTrade.Tests.Infrastructure.Venue.Signing;

/// <summary>Runs one kind of reference vectors and names every vector that fails.</summary>
internal static class VectorFile
{
    public static void Check(string kind, ITestOutputHelper output, Action<JsonElement, JsonElement, JsonElement> check)
    {
        var path = SharedFiles.Find("vectors/polymarket-vectors.json", output);
        if (path is null) return;
        using var file = JsonDocument.Parse(File.ReadAllBytes(path));
        var failures = new List<string>();
        var count = 0;
        foreach (var vector in file.RootElement.GetProperty("vectors").EnumerateArray().Where(v => v.GetProperty("kind").GetString() == kind))
        {
            count++;
            try
            {
                check(vector.GetProperty("input"), vector.GetProperty("expected"), vector);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failures.Add($"{vector.GetProperty("id").GetString()}: {e.Message}");
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.True(count > 0, $"No vector of kind {kind}.");
        output.WriteLine($"{count} vectors of kind {kind}");
    }

    public static string Text(this JsonElement element, string key) => element.GetProperty(key) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Null } => "",
        var other => other.GetRawText(),
    };

    public static decimal Number(this JsonElement element, string key) =>
        decimal.Parse(element.Text(key), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture);
}
