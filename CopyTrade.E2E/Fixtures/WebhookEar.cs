using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CopyTrade.E2E.Fixtures;

/// <summary>A program of the trader's own on loopback that takes webhooks.</summary>
public sealed class WebhookEar : IAsyncDisposable
{
    private readonly Channel<JsonNode> _heard = Channel.CreateUnbounded<JsonNode>();
    private readonly WebApplication _app;

    private WebhookEar()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/hook", async (HttpRequest request) =>
        {
            if (await JsonNode.ParseAsync(request.Body) is { } body && request.Headers.ContainsKey("webhook-signature")) _heard.Writer.TryWrite(body);
            return Results.NoContent();
        });
    }

    public string Url => _app.Urls.Single() + "/hook";

    public static async Task<WebhookEar> StartAsync()
    {
        var ear = new WebhookEar();
        await ear._app.StartAsync();
        return ear;
    }

    /// <summary>Waits for the signed message of this type.</summary>
    public async Task<JsonNode> HearsAsync(string type, TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        while (true)
        {
            var body = await _heard.Reader.ReadAsync(patience.Token);
            if (body["type"]?.GetValue<string>() == type) return body;
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
