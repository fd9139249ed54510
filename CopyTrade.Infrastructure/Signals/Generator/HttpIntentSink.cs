using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace CopyTrade.Infrastructure.Signals.Generator;

/// <summary>Posts to an intake. A refusal is final, the intake keeps it; anything else is tried again with the same id.</summary>
internal sealed class HttpIntentSink(Uri address, string? apiKey) : IIntentSink, IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(5) };

    public string Name { get; } = address.GetLeftPart(UriPartial.Path);

    public async Task<EmitOutcome> WriteAsync(string intent, CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(intent, Encoding.UTF8, "application/json") };
            if (apiKey is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
            using var answer = await _http.SendAsync(request, ct);
            if (answer.IsSuccessStatusCode) return EmitOutcome.Done;
            if (answer.StatusCode == HttpStatusCode.BadRequest) return Refused(await answer.Content.ReadAsStringAsync(ct));
            return new EmitOutcome(false, answer.StatusCode == HttpStatusCode.Unauthorized
                ? $"{Name} refuses the API key: set Signals__EmitApiKey to one with the scope signals:write."
                : $"{Name} answers {(int)answer.StatusCode}.");
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new EmitOutcome(false, $"{Name} does not answer.");
        }
    }

    public void Dispose() => _http.Dispose();

    private static EmitOutcome Refused(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.TryGetProperty("code", out var code) && code.GetString() is { } word && word != "duplicate" ? new EmitOutcome(true, $"The intake refused an intent: {word}.") : EmitOutcome.Done;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new EmitOutcome(false, "The address answers 400 and is no intake.");
        }
    }
}
