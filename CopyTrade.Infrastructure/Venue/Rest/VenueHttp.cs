using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Signing;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Venue.Rest;

/// <summary>Sends one request and reads its whole answer, within the budgets and the time allowed. Never sends twice.</summary>
internal sealed class VenueHttp(IHttpClientFactory clients, RequestGate gate, IOptions<VenueOptions> options, ICrashPoints crash, ClockSkew skew, TimeProvider clock)
{
    public const string ClientName = "polymarket";
    private const int LargestAnswer = 48 * 1024 * 1024;
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <exception cref="VenueSendException">No whole answer, or not within the time allowed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled while still waiting for a turn, or by the last look: nothing was sent.</exception>
    public async Task<VenueAnswer> SendAsync(VenueCall call, CancellationToken ct)
    {
        var turn = gate.EnterAsync(call.Endpoint, call.Credentials?.Address.Value, call.Urgency, ct);
        var hadToWait = !turn.IsCompleted;
        await turn;
        if (hadToWait && call.LastLook is { } look) await look();
        var isOrder = call.Endpoint == Endpoints.PostOrder;
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(isOrder ? options.Value.OrderTimeoutSeconds : options.Value.ReadTimeoutSeconds), clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            using var request = Build(call);
            using var client = clients.CreateClient(ClientName);
            var sent = clock.GetUtcNow();
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            // What a cache kept has the date of another moment.
            if (call.Endpoint.Host == VenueHost.Clob && response.Headers is { Date: { } date, Age: null }) skew.Heard(sent, clock.GetUtcNow(), date);
            if (isOrder && response.IsSuccessStatusCode) crash.Reach(CrashPoint.AfterAcceptBeforeResponse);
            var body = await ReadAsync(response.Content, both.Token);
            return new((int)response.StatusCode, body, RetryAfter(response.Headers.RetryAfter));
        }
        catch (HttpRequestException e)
        {
            throw new VenueSendException(Reason(e), NeverConnected(e), e);
        }
        catch (IOException e)
        {
            throw new VenueSendException("The connection broke while the answer was read.", nothingSent: false, e);
        }
        catch (OperationCanceledException e)
        {
            throw new VenueSendException(ct.IsCancellationRequested ? "Cancelled after the request was begun." : "No answer within the time allowed.", nothingSent: false, e);
        }
    }

    private HttpRequestMessage Build(VenueCall call)
    {
        var host = call.Endpoint.Host switch
        {
            VenueHost.Clob => options.Value.ClobUrl,
            VenueHost.Data => options.Value.DataApiUrl,
            VenueHost.Site => options.Value.GeoblockUrl,
            _ => options.Value.GammaUrl,
        };
        var request = new HttpRequestMessage(call.Endpoint.Method, $"{host.TrimEnd('/')}{call.Path}{(call.Query.Length > 0 ? "?" : "")}{call.Query}");
        if (call.Body is not null) request.Content = new ByteArrayContent(call.Body) { Headers = { ContentType = Json } };
        foreach (var (name, value) in call.Headers) request.Headers.TryAddWithoutValidation(name, value);
        if (call.Credentials is { } credentials) SignLevel2(request, call, credentials);
        return request;
    }

    private void SignLevel2(HttpRequestMessage request, VenueCall call, VenueCredentials credentials)
    {
        // The last of several locks: whatever went wrong before, nothing of a paper account leaves in its name.
        if (credentials.PaperAccount is not null) throw new VenueSendException("A paper account asks nothing of the venue in its own name.", nothingSent: true);
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var signature = L2Signature.Of(credentials.Secret, now, call.Endpoint.Method.Method, call.Path, call.Body);
        request.Headers.TryAddWithoutValidation("POLY_ADDRESS", credentials.Address.Value);
        request.Headers.TryAddWithoutValidation("POLY_SIGNATURE", signature);
        request.Headers.TryAddWithoutValidation("POLY_TIMESTAMP", now.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("POLY_API_KEY", credentials.ApiKey);
        request.Headers.TryAddWithoutValidation("POLY_PASSPHRASE", credentials.Passphrase);
    }

    private static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken ct)
    {
        await using var stream = await content.ReadAsStreamAsync(ct);
        using var body = new MemoryStream();
        var buffer = new byte[32 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, ct)) > 0;)
        {
            if (body.Length + read > LargestAnswer) throw new VenueSendException("The answer is too large.", nothingSent: false);
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? (header?.Date is { } date ? date - clock.GetUtcNow() : null);
        return wait is { } span && span < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static bool NeverConnected(HttpRequestException e) =>
        e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
        && e.InnerException is SocketException
        {
            SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData
                or SocketError.HostUnreachable or SocketError.NetworkUnreachable,
        };

    private static string Reason(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "The venue's address is not known: check this machine's name service (DNS).",
        HttpRequestError.ConnectionError => "The venue is not reachable: check this machine's network and firewall.",
        HttpRequestError.SecureConnectionError when e.InnerException?.Message.Contains("NotTimeValid", StringComparison.Ordinal) == true =>
            "The venue's certificate has expired, or this machine's clock is wrong.",
        HttpRequestError.SecureConnectionError => "No secure connection to the venue: its certificate is not trusted here.",
        _ => "The connection broke before the answer was complete.",
    };
}
