using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using CopyTrade.Domain.Notifications;

namespace CopyTrade.Infrastructure.Notifications.Outgoing;

/// <summary>Posts JSON to addresses that users name: through the one door, without redirects, proxy, cookies or compression, ten seconds in all, and reads no more of an answer than people need.</summary>
internal sealed class OutgoingHttp : IDisposable
{
    /// <summary>Bytes read of an answer; the rest is not waited for.</summary>
    public const int MostRead = 4_096;

    private const int Shown = 200;
    private static readonly TimeSpan Total = TimeSpan.FromSeconds(10);
    private readonly HttpClient _http;
    private readonly OutgoingDoor _door;
    private readonly TimeProvider _clock;

    public OutgoingHttp(OutgoingDoor door, TimeProvider clock)
    {
        (_door, _clock) = (door, clock);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            MaxConnectionsPerServer = 4,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 0,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = async (context, ct) =>
                await _door.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, context.InitialRequestMessage.RequestUri?.Scheme != Uri.UriSchemeHttps, ct),
        };
        _http = new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <param name="address">As stored; judged anew.</param>
    /// <param name="body">JSON.</param>
    /// <param name="headers">Beside those of the content.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<OutgoingAnswer> PostAsync(string address, byte[] body, IReadOnlyList<(string Name, string Value)> headers, CancellationToken ct)
    {
        if (OutgoingAddress.TryParse(address, _door.Named, out var checkedAddress) is { } problem) return new OutgoingAnswer.Refused(problem);
        var host = checkedAddress!.Uri.Host;
        using var total = new CancellationTokenSource(Total, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, total.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, checkedAddress.Uri) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
            request.Headers.UserAgent.ParseAdd("CopyTrade");
            foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return new OutgoingAnswer.Answered((int)answer.StatusCode, await BeginningAsync(answer, either.Token), WaitOf(answer.Headers.RetryAfter));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new OutgoingAnswer.Failed($"{host} did not answer within {Total.TotalSeconds:0} s.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OutgoingRefusedException or AuthenticationException)
        {
            return Sort(e, host);
        }
    }

    public void Dispose() => _http.Dispose();

    // Never the exception's own words: they may carry the address, and addresses of chat services are secrets.
    private static OutgoingAnswer Sort(Exception exception, string host)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is OutgoingRefusedException refused) return new OutgoingAnswer.Refused(refused.Message);
            if (e is AuthenticationException) return new OutgoingAnswer.Failed($"The certificate of {host} is not accepted.");
        }

        return new OutgoingAnswer.Failed(exception is HttpRequestException { InnerException: IOException { InnerException: not null } reached } && reached.Message.StartsWith(host, StringComparison.Ordinal) ? reached.Message : $"The connection to {host} broke.");
    }

    private static async Task<string> BeginningAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(ct);
        var bytes = new byte[MostRead];
        var read = 0;
        // Only a refusal is worth reading.
        while (!answer.IsSuccessStatusCode && read < bytes.Length && await stream.ReadAsync(bytes.AsMemory(read), ct) is > 0 and var more) read += more;
        var text = MessageText.OneLine(Encoding.UTF8.GetString(bytes, 0, read));
        return text.Length <= Shown ? text : text[..Shown];
    }

    private TimeSpan? WaitOf(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > _clock.GetUtcNow() => date - _clock.GetUtcNow(),
        _ => null,
    };
}
