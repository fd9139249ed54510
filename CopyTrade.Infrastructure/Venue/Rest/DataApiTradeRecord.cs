using System.Globalization;
using System.Text.Json;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Parsing;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Venue.Rest;

/// <summary>The public trade record over the Data API: v1 by wallet, v2 for everybody.</summary>
internal sealed partial class DataApiTradeRecord(VenueReader reader, ILogger<DataApiTradeRecord> logger) : ITradeRecord
{
    private const int MostRowsOfWallet = 10_000;
    private const int MostRowsOfEverybody = 1_000;
    private const int MostRowsLogged = 5;
    private const int PositionRows = 500;
    private const int LastPositionOffset = 10_000;

    public Task<TradePage> OfWalletAsync(WalletAddress wallet, long? start, long? end, int limit, CancellationToken ct) => OfWalletAsync(wallet, start, end, limit, Urgency.Entry, ct);

    public Task<TradePage> HistoryOfWalletAsync(WalletAddress wallet, long? start, long? end, int limit, CancellationToken ct) => OfWalletAsync(wallet, start, end, limit, Urgency.Background, ct);

    private async Task<TradePage> OfWalletAsync(WalletAddress wallet, long? start, long? end, int limit, Urgency urgency, CancellationToken ct)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"user={wallet}&takerOnly=false&limit={Math.Clamp(limit, 1, MostRowsOfWallet)}");
        if (start is { } from) query += string.Create(CultureInfo.InvariantCulture, $"&start={from}");
        if (end is { } to) query += string.Create(CultureInfo.InvariantCulture, $"&end={to}");
        return await PageAsync(new(Endpoints.WalletTrades, "/trades") { Query = query, Urgency = urgency }, ct);
    }

    public async Task<TradePage> OfEverybodyAsync(string? cursor, int limit, CancellationToken ct)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"taker_only=false&filter_amount=0&limit={Math.Clamp(limit, 1, MostRowsOfEverybody)}");
        if (!string.IsNullOrEmpty(cursor)) query += $"&cursor={Uri.EscapeDataString(cursor)}";
        return await PageAsync(new(Endpoints.AllTrades, "/v2/trades") { Query = query, Urgency = Urgency.Entry }, ct);
    }

    public async Task<decimal?> LagSecondsAsync(CancellationToken ct)
    {
        using var json = await reader.JsonAsync(new(Endpoints.DataStatus, "/v2/status"), ct);
        var root = json?.RootElement ?? default;
        var serving = root.Field("serving") is { ValueKind: JsonValueKind.Object } direct ? direct : root.Field("data").Field("serving");
        return serving.Decimal("lag_seconds");
    }

    public async Task<IReadOnlyList<WalletPosition>> PositionsAsync(WalletAddress wallet, CancellationToken ct) => (await PositionsPageAsync($"user={wallet}&limit={PositionRows}", ct)).Positions;

    public async Task<IReadOnlyList<WalletPosition>> AllPositionsAsync(WalletAddress wallet, CancellationToken ct)
    {
        var positions = new Dictionary<TokenId, WalletPosition>();
        for (var offset = 0; offset <= LastPositionOffset; offset += PositionRows)
        {
            var query = string.Create(CultureInfo.InvariantCulture, $"user={wallet}&sizeThreshold=0&sortBy=TOKENS&limit={PositionRows}&offset={offset}");
            var (page, rows) = await PositionsPageAsync(query, ct);
            foreach (var position in page) positions[position.Token] = position;
            if (rows < PositionRows) return [.. positions.Values];
        }

        throw new VenueUnavailableException("The wallet has more positions than the venue lists.");
    }

    private async Task<(List<WalletPosition> Positions, int Rows)> PositionsPageAsync(string query, CancellationToken ct)
    {
        using var json = await reader.JsonAsync(new(Endpoints.Positions, "/positions") { Query = query }, ct);
        var (positions, rows) = (new List<WalletPosition>(), 0);
        if (json is null) return (positions, rows);
        foreach (var row in Rows(json.RootElement, "/positions"))
        {
            rows++;
            var (position, problem) = WalletTradeParser.ReadPosition(row);
            if (position is not null) positions.Add(position);
            else Log.RowQuarantined(logger, "/positions", row.Fingerprint(), problem ?? "");
        }

        return (positions, rows);
    }

    private async Task<TradePage> PageAsync(VenueCall call, CancellationToken ct)
    {
        using var json = await reader.JsonAsync(call, ct) ?? throw new VenueUnavailableException($"Data {call.Path}: the venue does not know this address.");
        var (trades, rows) = (new List<WalletTrade>(), 0);
        foreach (var row in Rows(json.RootElement, call.Path))
        {
            rows++;
            var (trade, problem) = WalletTradeParser.Read(row);
            if (trade is not null) trades.Add(trade);
            else if (rows - trades.Count <= MostRowsLogged) Log.RowQuarantined(logger, call.Path, row.Fingerprint(), problem ?? "");
        }

        if (rows - trades.Count > MostRowsLogged) Log.ManyQuarantined(logger, call.Path, rows - trades.Count, rows);
        return new(trades, rows - trades.Count, rows, NextCursor(json.RootElement.Field("pagination")));
    }

    private static IEnumerable<JsonElement> Rows(JsonElement root, string path) => root.ValueKind == JsonValueKind.Array ? root.Items()
        : root.Field("data").ValueKind == JsonValueKind.Array ? root.Items("data")
        : throw new VenueUnavailableException($"Data {path}: the answer holds no rows.");

    private static string? NextCursor(JsonElement pagination) =>
        pagination.Flag("has_more") != false && pagination.Text("next_cursor") is { Length: > 0 } next ? next : null;

    private static partial class Log
    {
        [LoggerMessage(EventId = 3121, Level = LogLevel.Warning, Message = "Row {Row} of {Path} left out: {Problem} is unreadable.")]
        public static partial void RowQuarantined(ILogger logger, string path, string row, string problem);

        [LoggerMessage(EventId = 3122, Level = LogLevel.Warning, Message = "{Path}: {Count} of {Rows} rows left out as unreadable.")]
        public static partial void ManyQuarantined(ILogger logger, string path, int count, int rows);
    }
}
