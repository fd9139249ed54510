using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CopyTrade.Simulator.Rest;

/// <summary>Version 1 of the data service.</summary>
internal sealed class DataApiEndpoints(VenueState state, FaultBoard faults)
{
    public void Map(IEndpointRouteBuilder data)
    {
        data.MapGet("/", () => Answers.Json(new { data = "OK" }));
        foreach (var prefix in (string[])["", "/v1"])
        {
            data.MapGet(prefix + "/trades", Trades);
            data.MapGet(prefix + "/activity", Activity);
            data.MapGet(prefix + "/positions", Positions);
            data.MapGet(prefix + "/value", Value);
            data.MapGet(prefix + "/closed-positions", ClosedPositions);
        }

        data.MapGet("/v1/leaderboard", Leaderboard);
    }

    private IResult Trades(HttpRequest request)
    {
        var fault = faults.TakeData();
        lock (state.Gate)
        {
            var minimum = request.Query("filterType") == "CASH" && decimal.TryParse(request.Query("filterAmount"), System.Globalization.CultureInfo.InvariantCulture, out var amount) ? amount : 0m;
            var rows = RowQuery.Select(state, request, request.Query("takerOnly") != "false", minimum, fault?.LateMs ?? 0);
            return Listing(request, rows, 100, 10_000, fault, RowViews.V1);
        }
    }

    private IResult Activity(HttpRequest request)
    {
        if (request.Query("user") is null)
        {
            return Answers.Error(400, "required query param 'user' not provided");
        }

        var fault = faults.TakeData();
        lock (state.Gate)
        {
            var types = request.Query("type")?.Split(',');
            var rows = types is null || types.Contains("TRADE") ? RowQuery.Select(state, request, takerOnly: false, 0m, fault?.LateMs ?? 0) : [];
            var movements = MovementQuery.Select(state, request, types);
            var views = movements.Count == 0
                ? rows.Select(RowViews.Activity)
                : rows.Select(row => (row.Timestamp, View: RowViews.Activity(row))).Concat(movements.Select(one => (one.Timestamp, View: RowViews.Movement(one)))).OrderByDescending(row => row.Timestamp).Select(row => row.View);
            return Listing(request, request.Query("sortDirection") == "ASC" ? views.Reverse() : views, 100, 500, fault, view => view);
        }
    }

    private static IResult Listing<T>(HttpRequest request, IEnumerable<T> rows, int limit, int max, DataFault? fault, Func<T, Dictionary<string, object?>> view)
    {
        var offset = request.Number("offset", 0, 10_000);
        // New rows that push the pages on show as a page that begins too early.
        offset = offset > 0 ? Math.Max(0, offset - (fault?.ShiftPages ?? 0)) : 0;
        var page = rows.Skip((fault?.DropNewest ?? 0) + offset).Take(request.Number("limit", limit, max)).Select(view).ToList();
        return DataFaults.Answer(fault is null ? page : DataFaults.Spoil(page, fault), fault);
    }

    private IResult Positions(HttpRequest request)
    {
        if (request.Query("user")?.ToLowerInvariant() is not { } user)
        {
            return Answers.Error(400, "required query param 'user' not provided");
        }

        lock (state.Gate)
        {
            var threshold = decimal.TryParse(request.Query("sizeThreshold"), System.Globalization.CultureInfo.InvariantCulture, out var size) ? size : 1m;
            var views = PositionViews.Of(state, user, threshold, request.Query("market"));
            return Answers.Json(views.Skip(request.Number("offset", 0, 10_000)).Take(request.Number("limit", 100, 500)).ToArray());
        }
    }

    private IResult Value(HttpRequest request)
    {
        if (request.Query("user")?.ToLowerInvariant() is not { } user)
        {
            return Answers.Error(400, "required query param 'user' not provided");
        }

        lock (state.Gate)
        {
            return Answers.Json(new[] { new { user, value = PositionViews.ValueOf(state, user) } });
        }
    }

    private IResult ClosedPositions(HttpRequest request)
    {
        if (request.Query("user")?.ToLowerInvariant() is not { } user)
        {
            return Answers.Error(400, "required query param 'user' not provided");
        }

        lock (state.Gate)
        {
            var rows = ClosedPositionViews.Of(state, user, request.Query("sortBy"), request.Query("sortDirection") == "ASC");
            return Answers.Json(rows.Skip(request.Number("offset", 0, 100_000)).Take(request.Number("limit", 10, 50)).ToArray());
        }
    }

    private IResult Leaderboard(HttpRequest request)
    {
        lock (state.Gate)
        {
            var since = request.Query("timePeriod")?.ToUpperInvariant() switch
            {
                "WEEK" => state.Now.AddDays(-7),
                "MONTH" => state.Now.AddDays(-30),
                "ALL" => DateTimeOffset.MinValue,
                _ => state.Now.AddDays(-1),
            };
            var traders = state.Accounts.Values.Where(a => a.Style != "maker")
                .Select(a => (Account: a, Volume: a.Volume + state.Past.VolumeOf(a.Address, since), Pnl: PositionViews.PnlOf(state, a) + state.Past.PnlOf(a.Address, since)))
                .Where(t => t.Volume > 0m);
            var ordered = request.Query("orderBy") == "VOL" ? traders.OrderByDescending(t => t.Volume) : traders.OrderByDescending(t => t.Pnl);
            var ranked = ordered.Select((trader, i) => new
            {
                rank = (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
                proxyWallet = trader.Account.Address,
                userName = trader.Account.Name,
                xUsername = "",
                verifiedBadge = false,
                vol = Wire.Number(trader.Volume),
                pnl = Wire.Number(trader.Pnl),
                profileImage = "",
            });
            var (user, name) = (request.Query("user")?.ToLowerInvariant(), request.Query("userName"));
            return Answers.Json(ranked.Where(r => (user is null || r.proxyWallet == user) && (name is null || r.userName.Equals(name, StringComparison.OrdinalIgnoreCase)))
                .Skip(request.Number("offset", 0, 1000)).Take(request.Number("limit", 25, 50)).ToArray());
        }
    }
}
