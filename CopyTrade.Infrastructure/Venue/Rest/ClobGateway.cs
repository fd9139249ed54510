using System.Globalization;
using System.Text.Json;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Parsing;
using CopyTrade.Infrastructure.Venue.Signing;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Venue.Rest;

/// <summary>Orders over the CLOB's REST interface.</summary>
internal sealed partial class ClobGateway(VenueHttp http, VenueReader reader, ILogger<ClobGateway> logger) : IVenueGateway
{
    private const string FirstCursor = "MA==";
    private const string LastCursor = "LTE=";
    private const int MostPages = 500;
    private static readonly TimeSpan ReconnectSoon = TimeSpan.FromSeconds(1);

    public async Task<SubmitOutcome> SubmitAsync(VenueCredentials credentials, SignedOrder order, TimeInForce timeInForce, Urgency urgency, Func<Task>? lastLook, CancellationToken ct)
    {
        var call = new VenueCall(Endpoints.PostOrder, "/order")
        {
            Body = OrderJson.Post(order.Body.Span, credentials.ApiKey, timeInForce, postOnly: false),
            Credentials = credentials,
            Urgency = urgency,
            LastLook = lastLook,
        };
        var outcome = await SendAsync(call, order.OrderId, ct);
        Report(order.OrderId, outcome);
        return outcome;
    }

    public async Task<CancelOutcome> CancelAsync(VenueCredentials credentials, VenueOrderId order, CancellationToken ct)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["orderID"] = order.Value });
        try
        {
            var answer = await http.SendAsync(new(Endpoints.CancelOrder, "/order") { Body = body, Credentials = credentials, Urgency = Urgency.Exit }, ct);
            return CancelAnswer.Read(answer, order);
        }
        catch (VenueSendException e)
        {
            return e.NothingSent ? new CancelOutcome.Refused(e.Message) : new CancelOutcome.Unknown(e.Message);
        }
    }

    public async Task<OrderLookup> FindOrderAsync(VenueCredentials credentials, VenueOrderId order, CancellationToken ct)
    {
        try
        {
            using var json = await reader.JsonAsync(new(Endpoints.GetOrder, $"/data/order/{order}") { Credentials = credentials, Urgency = Urgency.Entry }, ct);
            if (json is null || json.RootElement.ValueKind == JsonValueKind.Null) return new OrderLookup.NotFound();
            var found = json.RootElement;
            if (!VenueOrderId.TryParse(found.Text("id", "orderID"), out var id) || id != order || found.Shares("original_size") is not { } original)
                return new OrderLookup.Unavailable("The answer is not this order.");
            var matched = string.IsNullOrEmpty(found.Text("size_matched")) ? Shares.Zero : found.Shares("size_matched");
            return matched is { } shares
                ? new OrderLookup.Found(WireValues.OrderStatus(found.Status()), original, shares, [.. found.Items("associate_trades").Select(t => t.AsText()).OfType<string>()])
                : new OrderLookup.Unavailable("The matched size is unreadable.");
        }
        catch (VenueUnavailableException e)
        {
            return new OrderLookup.Unavailable(e.Message);
        }
    }

    public async Task<IReadOnlyList<VenueTrade>> TradesAsync(VenueCredentials credentials, DateTimeOffset? since, CancellationToken ct)
    {
        // One second earlier: whether the venue means "after" strictly is not documented.
        var after = since is { } time ? string.Create(CultureInfo.InvariantCulture, $"&after={time.ToUnixTimeSeconds() - 1}") : "";
        return [.. (await PagesAsync(credentials, after, ct)).Where(trade => since is null || trade.MatchedAt >= since)];
    }

    public async Task<IReadOnlyList<VenueTrade>> FindTradeAsync(VenueCredentials credentials, string tradeId, CancellationToken ct) =>
        [.. (await PagesAsync(credentials, $"&id={Uri.EscapeDataString(tradeId)}", ct)).Where(trade => trade.TradeId == tradeId)];

    private async Task<List<VenueTrade>> PagesAsync(VenueCredentials credentials, string filter, CancellationToken ct)
    {
        var trades = new List<VenueTrade>();
        var cursor = FirstCursor;
        for (var page = 0; page < MostPages; page++)
        {
            using var json = await reader.JsonAsync(new(Endpoints.GetTrades, "/data/trades") { Query = $"next_cursor={Uri.EscapeDataString(cursor)}{filter}", Credentials = credentials, Urgency = Urgency.Entry }, ct);
            if (json is null) return trades;
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Array && root.Field("data").ValueKind != JsonValueKind.Array) throw new VenueUnavailableException("Clob /data/trades: the answer holds no rows.");
            foreach (var row in root.ValueKind == JsonValueKind.Array ? root.Items() : root.Items("data"))
            {
                var (parts, problem) = OwnTradeParser.Read(row, credentials);
                if (problem is not null) Log.TradeQuarantined(logger, row.Fingerprint(), problem);
                trades.AddRange(parts);
            }

            var next = root.Text("next_cursor");
            if (string.IsNullOrEmpty(next) || next == LastCursor || next == cursor) return trades;
            cursor = next;
        }

        throw new VenueUnavailableException($"Clob /data/trades: more than {MostPages} pages.");
    }

    private async Task<SubmitOutcome> SendAsync(VenueCall call, VenueOrderId order, CancellationToken ct)
    {
        try
        {
            return SubmitAnswer.Read(await http.SendAsync(call, ct), order);
        }
        catch (VenueSendException e)
        {
            return e.NothingSent ? new SubmitOutcome.Rejected(VenueErrorCode.HttpError, e.Message, ReconnectSoon) : new SubmitOutcome.Unknown(e.Message);
        }
    }

    private void Report(VenueOrderId order, SubmitOutcome outcome)
    {
        switch (outcome)
        {
            case SubmitOutcome.Accepted accepted:
                Log.Accepted(logger, order, accepted.Status);
                break;
            case SubmitOutcome.Rejected rejected:
                Log.Rejected(logger, order, rejected.Code, rejected.Message);
                break;
            case SubmitOutcome.Unknown unknown:
                Log.Unknown(logger, order, unknown.Cause);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3101, Level = LogLevel.Information, Message = "Order {OrderId} accepted: {Status}.")]
        public static partial void Accepted(ILogger logger, VenueOrderId orderId, PlacementStatus status);

        [LoggerMessage(EventId = 3102, Level = LogLevel.Warning, Message = "Order {OrderId} rejected, {Code}: {Reason}")]
        public static partial void Rejected(ILogger logger, VenueOrderId orderId, VenueErrorCode code, string reason);

        [LoggerMessage(EventId = 3103, Level = LogLevel.Warning, Message = "Order {OrderId} has an unknown outcome: {Cause}")]
        public static partial void Unknown(ILogger logger, VenueOrderId orderId, string cause);

        [LoggerMessage(EventId = 3104, Level = LogLevel.Warning, Message = "Own trade row {Row} left out: {Problem} is unreadable.")]
        public static partial void TradeQuarantined(ILogger logger, string row, string problem);
    }
}
