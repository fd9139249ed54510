using System.Globalization;
using System.Net.Http.Json;
using System.Numerics;
using System.Text.Json;

namespace CopyTrade.Simulator.Chain.Outside;

/// <summary>JSON-RPC of a development node (Hardhat, Anvil), which lends its own accounts and plays any other.</summary>
internal sealed class NodeClient(Uri url) : IDisposable
{
    private static readonly BigInteger Gwei = 1_000_000_000;
    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) }) { Timeout = TimeSpan.FromSeconds(30) };

    public Uri Url { get; } = url;

    /// <exception cref="RpcException">The node's own refusal.</exception>
    /// <exception cref="HttpRequestException">No answer.</exception>
    public async Task<JsonElement> AskAsync(string method, object?[] parameters, CancellationToken ct) => (await AskManyAsync([(method, parameters)], ct))[0];

    /// <summary>Answers in the order of the questions.</summary>
    public async Task<IReadOnlyList<JsonElement>> AskManyAsync(IReadOnlyList<(string Method, object?[] Parameters)> questions, CancellationToken ct)
    {
        if (questions.Count == 0) return [];
        var body = questions.Select((question, id) => new { jsonrpc = "2.0", id, method = question.Method, @params = question.Parameters }).ToArray();
        using var response = await _http.PostAsJsonAsync(Url, body, ct);
        var answers = await response.Content.ReadFromJsonAsync<JsonElement>(ct);
        if (answers.ValueKind != JsonValueKind.Array) throw Refused(answers);
        return [.. answers.EnumerateArray().OrderBy(answer => answer.GetProperty("id").GetInt32()).Select(answer => answer.TryGetProperty("result", out var result) ? result.Clone() : throw Refused(answer))];
    }

    /// <summary>A read-only call at a block.</summary>
    public static (string Method, object?[] Parameters) Reading(string to, byte[] data, string block = "latest") => ("eth_call", [new { to, data = Signing.Words.Hex(data) }, block]);

    /// <summary>Sends from an account that the node has or plays. Nothing is estimated: what reverts is mined and says so.</summary>
    /// <param name="from">The account.</param>
    /// <param name="to">The contract.</param>
    /// <param name="data">The call.</param>
    /// <param name="tipGwei">Higher comes first within a block.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<string> SendAsync(string from, string to, byte[] data, int tipGwei, CancellationToken ct) => (await AskAsync("eth_sendTransaction", [new
    {
        from, to, data = Signing.Words.Hex(data), gas = "0x2dc6c0", maxPriorityFeePerGas = ChainRpc.Hex(tipGwei * Gwei), maxFeePerGas = ChainRpc.Hex(500 * Gwei),
    }], ct)).GetString()!;

    /// <summary>Hands a request on as it is and its answer back as it is.</summary>
    public async Task<byte[]> ForwardAsync(JsonElement body, CancellationToken ct)
    {
        using var response = await _http.PostAsJsonAsync(Url, body, ct);
        return await response.Content.ReadAsByteArrayAsync(ct);
    }

    public static BigInteger Number(JsonElement answer) => BigInteger.Parse(string.Concat("0", answer.GetString()!.AsSpan(2)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>The words of an answer that is an array of numbers.</summary>
    public static BigInteger[] Numbers(JsonElement answer)
    {
        var words = answer.GetString()![2..].Chunk(64).Select(word => BigInteger.Parse("0" + new string(word), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToArray();
        return words[2..];
    }

    public void Dispose() => _http.Dispose();

    private static RpcException Refused(JsonElement answer) => answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("error", out var error)
        ? new(error.TryGetProperty("code", out var code) ? code.GetInt32() : 0, error.TryGetProperty("message", out var message) ? message.ToString() : error.ToString())
        : new(0, "the node answers something that is no JSON-RPC answer");
}
