using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using CopyTrade.Domain.Venue;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Simulator.Replay;

/// <summary>Reads a recording line by line. A bad line is counted and logged, never fatal.</summary>
internal sealed partial class ReplayFile
{
    private const int LoggedLines = 100;
    private const decimal MostShares = 1_000_000_000_000m;
    private const decimal LatestTimestamp = uint.MaxValue;

    private ReplayFile(IReadOnlyList<ReplayRow> rows, int lines, IReadOnlyDictionary<int, string> skipped) => (Rows, Lines, Skipped) = (rows, lines, skipped);

    /// <summary>In order of time; rows of one second in the order of the file.</summary>
    public IReadOnlyList<ReplayRow> Rows { get; }

    public int Lines { get; }

    public IReadOnlyDictionary<int, string> Skipped { get; }

    /// <exception cref="SimulatorStartException">The file is missing, unreadable or has no usable row.</exception>
    public static async Task<ReplayFile> ReadAsync(string path, ILogger logger, CancellationToken ct)
    {
        if (!File.Exists(path))
        {
            throw new SimulatorStartException($"The replay file {path} does not exist.");
        }

        var rows = new List<ReplayRow>();
        var skipped = new SortedDictionary<int, string>();
        var number = 0;
        try
        {
            await using var file = File.OpenRead(path);
            await using Stream content = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
            using var reader = new StreamReader(content);
            while (await reader.ReadLineAsync(ct) is { } line)
            {
                number++;
                if (!string.IsNullOrWhiteSpace(line))
                {
                    Take(line, number, rows, skipped, logger);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new SimulatorStartException($"The replay file {path} cannot be read: {failure.Message}", failure);
        }

        if (skipped.Count > 0)
        {
            Log.LinesSkipped(logger, skipped.Count, number);
        }

        return rows.Count == 0
            ? throw new SimulatorStartException($"The replay file {path} has no usable row ({skipped.Count} lines skipped): wallet, side, asset, condition, size, price and timestamp are needed.")
            : new([.. rows.OrderBy(r => r.Timestamp)], number, skipped);
    }

    private static void Take(string line, int number, List<ReplayRow> rows, SortedDictionary<int, string> skipped, ILogger logger)
    {
        var (row, reason) = Parse(line, number);
        if (row is not null)
        {
            rows.Add(row);
            return;
        }

        skipped[number] = reason;
        if (skipped.Count <= LoggedLines)
        {
            Log.LineSkipped(logger, number, reason);
        }
    }

    private static (ReplayRow? Row, string Reason) Parse(string line, int number)
    {
        try
        {
            var json = JsonSerializer.Deserialize<JsonElement>(line);
            if (json.ValueKind != JsonValueKind.Object)
            {
                return (null, "not a JSON object");
            }

            return Read(json, number);
        }
        catch (JsonException)
        {
            return (null, "not valid JSON");
        }
    }

    private static (ReplayRow? Row, string Reason) Read(JsonElement json, int number)
    {
        if (!WalletAddress.TryParse(Text(json, "proxyWallet"), out var wallet))
        {
            return (null, "proxyWallet missing or malformed");
        }

        if (!TokenId.TryParse(Text(json, "asset"), out var token) || !ConditionId.TryParse(Text(json, "conditionId"), out var condition))
        {
            return (null, "asset or conditionId missing or malformed");
        }

        if (Text(json, "side") is not ("BUY" or "SELL"))
        {
            return (null, "side is neither BUY nor SELL");
        }

        if (Number(json, "size") is not (> 0m and <= MostShares) || Number(json, "price") is not (> 0m and < 1m))
        {
            return (null, "size or price missing or out of range");
        }

        if (Number(json, "timestamp") is not (>= 1m and <= LatestTimestamp))
        {
            return (null, "timestamp missing or not in seconds");
        }

        var hash = TransactionHash.TryParse(Text(json, "transactionHash"), out var given) ? given.Value : null;
        return (new(number, wallet.Value, Text(json, "side") == "BUY" ? OrderSide.Buy : OrderSide.Sell, token.Value, condition.Value, Number(json, "size")!.Value, Number(json, "price")!.Value,
            (long)Number(json, "timestamp")!.Value, Text(json, "title"), Text(json, "slug"), Text(json, "eventSlug"), Text(json, "outcome"),
            Number(json, "outcomeIndex") is { } index and (0m or 1m) ? (int)index : null, Text(json, "name"), Text(json, "pseudonym"), hash), "");
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static decimal? Number(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value))
        {
            return null;
        }

        var text = value.ValueKind switch { JsonValueKind.Number => value.GetRawText(), JsonValueKind.String => value.GetString(), _ => null };
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 9201, Level = LogLevel.Warning, Message = "Line {Line} of the replay file is skipped: {Reason}.")]
        public static partial void LineSkipped(ILogger logger, int line, string reason);

        [LoggerMessage(EventId = 9202, Level = LogLevel.Warning, Message = "{Skipped} of {Lines} lines of the replay file are skipped.")]
        public static partial void LinesSkipped(ILogger logger, int skipped, int lines);
    }
}
