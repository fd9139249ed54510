using System.Globalization;
using System.Text.Json;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Parsing;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Venue.Rest;

/// <summary>What moved in a wallet, over the Data API v1. Nobody waits for it: everything else goes first.</summary>
internal sealed partial class DataApiWalletActivity(VenueReader reader, ILogger<DataApiWalletActivity> logger) : IWalletActivity
{
    private const string Path = "/activity";
    private static readonly string Types = string.Join(',', WalletActivityParser.Kinds.Keys);

    public int PageRows => 500;

    public async Task<(IReadOnlyList<WalletActivity> Movements, int Rows)> PageAsync(WalletAddress wallet, DateTimeOffset from, int offset, CancellationToken ct)
    {
        var query = string.Create(
            CultureInfo.InvariantCulture,
            $"user={wallet}&type={Types}&excludeDepositsWithdrawals=false&sortBy=TIMESTAMP&sortDirection=ASC&start={from.ToUnixTimeSeconds()}&limit={PageRows}&offset={offset}");
        using var json = await reader.JsonAsync(new(Endpoints.WalletActivity, Path) { Query = query }, ct);
        var (movements, rows) = (new List<WalletActivity>(), 0);
        foreach (var row in Rows(json))
        {
            rows++;
            var (movement, problem) = WalletActivityParser.Read(row);
            if (movement is not null) movements.Add(movement);
            // A venue that does not know the filter answers trades as well: they are told elsewhere.
            else if (!string.Equals(row.Text("type"), "TRADE", StringComparison.OrdinalIgnoreCase)) Log.RowQuarantined(logger, row.Fingerprint(), problem ?? "");
        }

        return (movements, rows);
    }

    private static IEnumerable<JsonElement> Rows(JsonDocument? json) => json is null ? []
        : json.RootElement.ValueKind == JsonValueKind.Array ? json.RootElement.Items()
        : json.RootElement.Field("data").ValueKind == JsonValueKind.Array ? json.RootElement.Items("data")
        : throw new VenueUnavailableException($"Data {Path}: the answer holds no rows.");

    private static partial class Log
    {
        [LoggerMessage(EventId = 3151, Level = LogLevel.Warning, Message = "Row {Row} of /activity left out: {Problem} is unreadable.")]
        public static partial void RowQuarantined(ILogger logger, string row, string problem);
    }
}
