using System.Globalization;
using System.Text;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CopyTrade.Simulator.Rest;

/// <summary>Version 2 of the data service: snake case, cursors only.</summary>
internal sealed class DataV2Endpoints(VenueState state, FaultBoard faults)
{
    public void Map(IEndpointRouteBuilder data)
    {
        data.MapGet("/v2/trades", Trades);
        data.MapGet("/v2/activity", Activity);
        data.MapGet("/v2/status", Status);
    }

    private IResult Trades(HttpRequest request)
    {
        if (request.Query("user") is null && (request.Query("start") ?? request.Query("end")) is not null)
        {
            return Refuse("start and end need a user", "invalid_parameter", "start");
        }

        var minimum = decimal.TryParse(request.Query("filter_amount"), CultureInfo.InvariantCulture, out var amount) ? amount : 0.01m;
        return Listing(request, request.Query("taker_only") != "false", minimum, RowViews.V2);
    }

    private IResult Activity(HttpRequest request) =>
        request.Query("user") is null ? Refuse("user is required", "missing_parameter", "user") : Listing(request, takerOnly: false, 0m, RowViews.V2Activity);

    private IResult Listing(HttpRequest request, bool takerOnly, decimal minimum, Func<TradeRow, Dictionary<string, object?>> view)
    {
        if (request.Query.ContainsKey("offset"))
        {
            return Refuse("offset is not supported, use cursor", "invalid_parameter", "offset");
        }

        var cursorText = request.Query("cursor") ?? request.Query("next_cursor");
        var cursor = cursorText is null ? (long.MaxValue, long.MaxValue) : ReadCursor(cursorText);
        if (cursor is not var (timestamp, sequence))
        {
            return Refuse("cursor is invalid", "invalid_cursor", "cursor");
        }

        var limit = Math.Max(1, request.Number("limit", 100, 1000));
        var fault = faults.TakeData();
        lock (state.Gate)
        {
            var parameter = request.Query("condition_id") is null ? "market" : "condition_id";
            var all = RowQuery.Select(state, request, takerOnly, minimum, fault?.LateMs ?? 0, parameter).Skip(cursorText is null ? fault?.DropNewest ?? 0 : 0);
            var rows = all.Where(r => r.Timestamp < timestamp || (r.Timestamp == timestamp && r.Sequence < sequence)).Take(limit + 1).ToList();
            var hasMore = rows.Count > limit;
            rows = [.. rows.Take(limit)];
            var next = hasMore ? WriteCursor(rows[^1]) : null;
            if (cursorText is not null && fault is { ShiftPages: > 0 })
            {
                rows = [.. all.TakeWhile(r => r != rows.FirstOrDefault()).TakeLast(fault.ShiftPages), .. rows];
            }

            var views = rows.Select(view).ToList();
            views = fault is null ? views : DataFaults.Spoil(views, fault);
            return DataFaults.Answer(new { data = views, pagination = new { limit, offset = 0, has_more = hasMore, next_cursor = next } }, fault);
        }
    }

    private IResult Status()
    {
        lock (state.Gate)
        {
            var newest = state.Rows.NewestFirst().FirstOrDefault(r => r.VisibleAt <= state.Now);
            return Answers.Json(new
            {
                status = "ok",
                serving = new { lag_seconds = (decimal)state.Options.DataLag.TotalSeconds, last_event_at = newest?.Timestamp },
                ingestion = new { trades = new { cursor = newest?.Sequence ?? 0 } },
            });
        }
    }

    private static string WriteCursor(TradeRow row) => Convert.ToBase64String(Encoding.ASCII.GetBytes($"{row.Timestamp}:{row.Sequence}"));

    private static (long Timestamp, long Sequence)? ReadCursor(string text)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
        {
            return null;
        }

        var parts = Encoding.ASCII.GetString(bytes, 0, length).Split(':');
        return parts.Length == 2 && long.TryParse(parts[0], CultureInfo.InvariantCulture, out var timestamp) && long.TryParse(parts[1], CultureInfo.InvariantCulture, out var sequence)
            ? (timestamp, sequence)
            : null;
    }

    private static IResult Refuse(string error, string code, string parameter) =>
        Results.Json(new { error, code, retryable = false, trace_id = "00000000000000000000000000000000", parameter }, Wire.Json, statusCode: 400);
}
