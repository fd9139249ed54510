using System.Net.Http.Headers;
using System.Text.Json;
using CopyTrade.Domain.Venue;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>Talks to a node. Reads are tried up to three times; what changes the chain is sent once and has three outcomes.</summary>
internal sealed class JsonRpc(IHttpClientFactory clients, IOptions<VenueOptions> venue, IOptions<ChainOptions> options, TimeProvider clock)
{
    public const string ClientName = "chain";
    private const int MostTries = 3;
    private const int MostInBatch = 50;
    private const int LargestAnswer = 16 * 1024 * 1024;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

    /// <exception cref="VenueUnavailableException">No answer in three tries, or an error.</exception>
    public async Task<JsonElement> ReadAsync(RpcRequest request, CancellationToken ct) => (await ReadManyAsync([request], ct))[0];

    /// <summary>Answers in the order of the requests; large lists are asked in parts.</summary>
    /// <exception cref="VenueUnavailableException">No answer in three tries, or an error in one of them.</exception>
    public async Task<IReadOnlyList<JsonElement>> ReadManyAsync(IReadOnlyList<RpcRequest> requests, CancellationToken ct)
    {
        var answers = new List<JsonElement>(requests.Count);
        foreach (var part in requests.Chunk(MostInBatch))
        {
            foreach (var answer in await TryAsync(part, ct))
            {
                answers.Add(answer is RpcAnswer.Result result ? result.Value : throw Unavailable(answer));
            }
        }

        return answers;
    }

    /// <summary>One read whose refusal is an answer too, such as an estimate of a call that would revert.</summary>
    public async Task<RpcAnswer> AskAsync(RpcRequest request, CancellationToken ct) => (await TryAsync([request], ct))[0];

    /// <summary>Exactly one attempt, for what changes the chain.</summary>
    public async Task<RpcAnswer> SendAsync(RpcRequest request, CancellationToken ct) => (await OnceAsync([request], ct))[0];

    private async Task<IReadOnlyList<RpcAnswer>> TryAsync(IReadOnlyList<RpcRequest> requests, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            var answers = await OnceAsync(requests, ct);
            var isWorthwhile = answers.Any(answer => answer is RpcAnswer.Silent or RpcAnswer.Error { Kind: RpcErrorKind.Throttled });
            if (!isWorthwhile || tries == MostTries) return answers;
            await Task.Delay(FirstPause * tries, clock, ct);
        }
    }

    private async Task<IReadOnlyList<RpcAnswer>> OnceAsync(IReadOnlyList<RpcRequest> requests, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.TimeoutSeconds), clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var content = new ByteArrayContent(Body(requests)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            using var message = new HttpRequestMessage(HttpMethod.Post, venue.Value.ChainRpcUrl) { Content = content };
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, both.Token);
            await using var stream = await response.Content.ReadAsStreamAsync(both.Token);
            using var body = await JsonDocument.ParseAsync(new BoundedStream(stream, LargestAnswer), cancellationToken: both.Token);
            return Parse(body.RootElement, requests.Count);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            return Silent(requests.Count, "The chain's node did not answer within the time allowed.");
        }
        catch (HttpRequestException e)
        {
            return Silent(requests.Count, $"The chain's node is not reachable ({e.HttpRequestError}).");
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            return Silent(requests.Count, "The chain's node answered something that is no JSON-RPC answer.");
        }
    }

    private static byte[] Body(IReadOnlyList<RpcRequest> requests)
    {
        var calls = requests.Select((request, id) => new { jsonrpc = "2.0", id, method = request.Method, @params = request.Parameters }).ToArray();
        return calls.Length == 1 ? JsonSerializer.SerializeToUtf8Bytes(calls[0]) : JsonSerializer.SerializeToUtf8Bytes(calls);
    }

    /// <summary>Nodes may answer a batch in any order, or all of it with one error.</summary>
    private static RpcAnswer[] Parse(JsonElement body, int count)
    {
        if (body.ValueKind == JsonValueKind.Object) return [.. Enumerable.Repeat(One(body), count)];
        if (body.ValueKind != JsonValueKind.Array) return Silent(count, "The chain's node answered neither an object nor a list.");
        var answers = new RpcAnswer?[count];
        foreach (var item in body.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("id", out var id) && id.TryGetInt32(out var at) && at >= 0 && at < count) answers[at] = One(item);
        }

        return [.. answers.Select(answer => answer ?? new RpcAnswer.Silent("The chain's node left a question of a batch unanswered."))];
    }

    private static RpcAnswer One(JsonElement item) => item.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null
        ? RpcErrors.Of(error)
        : item.TryGetProperty("result", out var result) ? new RpcAnswer.Result(result.Clone()) : new RpcAnswer.Silent("The chain's node answered neither a result nor an error.");

    private static RpcAnswer[] Silent(int count, string cause) => [.. Enumerable.Repeat(new RpcAnswer.Silent(cause), count)];

    private static VenueUnavailableException Unavailable(RpcAnswer answer) => new(answer switch
    {
        RpcAnswer.Silent silent => silent.Cause,
        RpcAnswer.Error error => $"The chain's node refuses: {error.Message}",
        _ => "The chain's node answered nothing.",
    });
}
