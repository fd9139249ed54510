using System.IO.Compression;
using System.Text.Json.Nodes;
using CopyTrade.Tests.Architecture;
using CopyTrade.Tests.Fixtures;
using Xunit.Abstractions;

namespace CopyTrade.Tests.Replay;

/// <summary>Recorded trades reckoned twice: by the product, and by a script that shares nothing with it. Every figure is the same to the last decimal.</summary>
public sealed class ReckoningTests(ITestOutputHelper output)
{
    private static readonly string Samples = Path.Combine(SourceTree.Root, "CopyTrade.Tests", "Samples");

    [Fact]
    public async Task OwnRecording_BesideTheScriptsFigures_AgreesToTheLastDecimal()
    {
        var figures = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Samples, "figures.json")))!.AsObject();

        Compare(figures, await File.ReadAllLinesAsync(Path.Combine(Samples, "trades.jsonl")), await File.ReadAllLinesAsync(Path.Combine(Samples, "copies.jsonl")));

        // What would prove nothing: no loss, no shares sold that were never bought, nothing ended, nothing without a price.
        Assert.All(["realized", "openValue", "unmarkedCost", "fees", "unassigned"], name => Assert.NotEqual("0", (string)figures["total"]![name]!));
        Assert.Contains(figures["marks"]!.AsObject(), mark => (string?)mark.Value!["payout"] == "0");
        Assert.Contains(figures["marks"]!.AsObject(), mark => (string?)mark.Value!["payout"] == "1");
    }

    [Fact]
    public async Task OwnRecording_ScriptRunAgain_SaysWhatIsKept()
    {
        var (trades, copies) = (Path.Combine(Samples, "trades.jsonl"), Path.Combine(Samples, "copies.jsonl"));
        if (await ReckoningScript.RunAsync(output, "reckon", trades, copies) is not { } figures) return;

        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Samples, "figures.json")), figures);
        Assert.Equal(await File.ReadAllTextAsync(trades), await ReckoningScript.RunAsync(output, "invent"));
        Assert.Equal(await File.ReadAllTextAsync(copies), await ReckoningScript.RunAsync(output, "follow", trades));
    }

    [Fact]
    public async Task RecordedTrades_OfHundredsOfWallets_AgreeWithTheScript()
    {
        if (SharedFiles.Find("samples/replay/esports-20260108-trades.jsonl.gz", output) is not { } trades) return;
        if (await ReckoningScript.RunAsync(output, "follow", trades) is not { } copies) return;
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, copies);
            var figures = JsonNode.Parse((await ReckoningScript.RunAsync(output, "reckon", trades, file))!)!.AsObject();

            Compare(figures, await UnpackedAsync(trades), await File.ReadAllLinesAsync(file));
            output.WriteLine($"{figures["fills"]} fills of {figures["wallets"]!.AsObject().Count} wallets, {figures["total"]}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private void Compare(JsonObject figures, string[] trades, string[] copies)
    {
        var (theirs, ours) = (Flat(figures), Flat(new RecordedAccounts(trades, copies, figures).Figures()));
        var apart = theirs.Where(figure => !figure.Key.StartsWith("$.marks", StringComparison.Ordinal) && figure.Key is not ("$.from" or "$.secondHalfFrom" or "$.endsAt" or "$.to"))
            .Where(figure => ours.GetValueOrDefault(figure.Key) != figure.Value).Select(figure => $"{figure.Key}: script {figure.Value}, product {ours.GetValueOrDefault(figure.Key)}").ToList();
        apart.AddRange(ours.Keys.Except(theirs.Keys).Select(key => $"{key}: script nothing, product {ours[key]}"));
        output.WriteLine($"{ours.Count} figures");

        Assert.True(apart.Count == 0, string.Join('\n', apart.Take(20)));
    }

    private static Dictionary<string, string?> Flat(JsonNode root)
    {
        var flat = new Dictionary<string, string?>();
        Add(root, "$");
        return flat;

        void Add(JsonNode? node, string path)
        {
            if (node is JsonObject members) foreach (var (name, value) in members) Add(value, $"{path}.{name}");
            else if (node is JsonArray items) for (var i = 0; i < items.Count; i++) Add(items[i], $"{path}[{i}]");
            else flat[path] = node?.ToString();
        }
    }

    private static async Task<string[]> UnpackedAsync(string file)
    {
        await using var packed = File.OpenRead(file);
        await using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked);
        return (await reader.ReadToEndAsync()).Split('\n');
    }
}
