using System.Globalization;
using System.Text.Json;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Parsing;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Venue.Rest;

/// <summary>Leaderboard and closed positions over the Data API v1, markets over Gamma. Nobody waits for these: everything else goes first.</summary>
internal sealed partial class DataApiLeaderRecord(VenueReader reader, ILogger<DataApiLeaderRecord> logger) : ILeaderRecord
{
    private const int MostTakerRows = 1_000;

    public int BoardRows => 50;

    public int ClosedRows => 50;

    public int MarketsAtOnce => 25;

    public async Task<IReadOnlyList<LeaderboardRow>> BoardAsync(LeaderBoard board, int offset, CancellationToken ct) =>
        await BoardAsync(string.Create(CultureInfo.InvariantCulture, $"category=OVERALL&timePeriod={board.Period}&orderBy={board.Order}&limit={BoardRows}&offset={offset}"), ct);

    public async Task<LeaderboardRow?> FindNameAsync(string name, CancellationToken ct) =>
        (await BoardAsync($"timePeriod=ALL&limit=1&userName={Uri.EscapeDataString(name)}", ct)).FirstOrDefault(row => string.Equals(row.Name, name, StringComparison.OrdinalIgnoreCase));

    public async Task<(IReadOnlyList<LeaderClosing> Closings, int Rows)> ClosedAsync(WalletAddress wallet, int offset, CancellationToken ct)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"user={wallet}&sortBy=TIMESTAMP&sortDirection=DESC&limit={ClosedRows}&offset={offset}");
        using var json = await reader.JsonAsync(new(Endpoints.ClosedPositions, "/closed-positions") { Query = query }, ct);
        var (closings, rows) = (new List<LeaderClosing>(), 0);
        foreach (var row in Rows(json, "/closed-positions"))
        {
            rows++;
            var (closing, problem) = LeaderParser.ReadClosing(row);
            if (closing is not null) closings.Add(closing);
            else Log.RowQuarantined(logger, "/closed-positions", row.Fingerprint(), problem ?? "");
        }

        return (closings, rows);
    }

    public async Task<TradePage> TakerTradesAsync(WalletAddress wallet, int limit, CancellationToken ct) =>
        await TakersAsync(string.Create(CultureInfo.InvariantCulture, $"user={wallet}&takerOnly=true&limit={Math.Clamp(limit, 1, MostTakerRows)}"), ct);

    public async Task<TradePage> MarketTakersAsync(ConditionId market, long start, long end, int limit, CancellationToken ct) =>
        await TakersAsync(string.Create(CultureInfo.InvariantCulture, $"market={market}&start={start}&end={end}&takerOnly=true&limit={Math.Clamp(limit, 1, MostTakerRows)}"), ct);

    private async Task<TradePage> TakersAsync(string query, CancellationToken ct)
    {
        using var json = await reader.JsonAsync(new(Endpoints.WalletTrades, "/trades") { Query = query }, ct);
        var (trades, rows) = (new List<WalletTrade>(), 0);
        foreach (var row in Rows(json, "/trades"))
        {
            rows++;
            if (WalletTradeParser.Read(row).Trade is { } trade) trades.Add(trade);
        }

        return new(trades, rows - trades.Count, rows, null);
    }

    public async Task<IReadOnlyList<LeaderMarket>> MarketsAsync(IReadOnlyCollection<ConditionId> conditions, CancellationToken ct)
    {
        var asked = string.Join('&', conditions.Select(condition => $"condition_ids={condition}"));
        var found = new Dictionary<ConditionId, LeaderMarket>();
        // Gamma leaves closed markets out unless asked for them, even when they are asked for by id.
        foreach (var more in (string[])["&closed=true", ""])
        {
            if (found.Count == conditions.Count) break;
            using var json = await reader.JsonAsync(new(Endpoints.GammaMarkets, "/markets") { Query = string.Create(CultureInfo.InvariantCulture, $"{asked}&limit={conditions.Count * 2}{more}") }, ct);
            foreach (var row in Rows(json, "/markets"))
            {
                if (LeaderParser.ReadMarket(row) is { } market && conditions.Contains(market.Condition)) found.TryAdd(market.Condition, market);
            }
        }

        return [.. found.Values];
    }

    private async Task<IReadOnlyList<LeaderboardRow>> BoardAsync(string query, CancellationToken ct)
    {
        using var json = await reader.JsonAsync(new(Endpoints.Leaderboard, "/v1/leaderboard") { Query = query }, ct);
        return [.. Rows(json, "/v1/leaderboard").Select(LeaderParser.ReadBoard).OfType<LeaderboardRow>()];
    }

    private static IEnumerable<JsonElement> Rows(JsonDocument? json, string path) => json is null ? []
        : json.RootElement.ValueKind == JsonValueKind.Array ? json.RootElement.Items()
        : json.RootElement.Field("data").ValueKind == JsonValueKind.Array ? json.RootElement.Items("data")
        : throw new VenueUnavailableException($"Data {path}: the answer holds no rows.");

    private static partial class Log
    {
        [LoggerMessage(EventId = 3143, Level = LogLevel.Warning, Message = "Row {Row} of {Path} left out: {Problem} is unreadable.")]
        public static partial void RowQuarantined(ILogger logger, string path, string row, string problem);
    }
}
