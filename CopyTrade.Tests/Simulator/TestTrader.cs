using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CopyTrade.Simulator;

namespace CopyTrade.Tests.Simulator;

/// <summary>A customer of the simulator: logs in, signs, posts and asks.</summary>
public sealed class TestTrader : IDisposable
{
    private readonly SimulatorHost _venue;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http = new(new SocketsHttpHandler());
    private string _key = "";
    private string _secret = "";
    private string _passphrase = "";
    private long _salt = 1;

    private TestTrader(SimulatorHost venue, TimeProvider clock, TestKey key) => (_venue, _clock, Key) = (venue, clock, key);

    public TestKey Key { get; }

    public string Owner => _key;

    public string AuthFrame => JsonSerializer.Serialize(new { auth = new { apiKey = _key, secret = _secret, passphrase = _passphrase }, type = "user" });

    public static async Task<TestTrader> ConnectAsync(SimulatorHost venue, TimeProvider clock, TestKey? key = null)
    {
        var trader = new TestTrader(venue, clock, key ?? TestKey.First);
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, venue.ClobUrl + "/auth/api-key");
        request.Headers.Add("POLY_ADDRESS", trader.Key.Address);
        request.Headers.Add("POLY_TIMESTAMP", timestamp);
        request.Headers.Add("POLY_NONCE", "0");
        request.Headers.Add("POLY_SIGNATURE", trader.Key.SignLogin(timestamp, 0));
        using var response = await trader._http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        var keys = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        (trader._key, trader._secret, trader._passphrase) = ((string)keys["apiKey"]!, (string)keys["secret"]!, (string)keys["passphrase"]!);
        return trader;
    }

    /// <summary>The same customer with the same credentials at another venue, or at the same one after a restart.</summary>
    public TestTrader At(SimulatorHost venue) => new(venue, _clock, Key) { _key = _key, _secret = _secret, _passphrase = _passphrase, _salt = _salt };

    /// <summary>A limit order by shares and price; a FOK or FAK purchase spends shares x price dollars.</summary>
    public TestOrder Order(string token, string side, decimal shares, decimal price) => new()
    {
        Salt = _salt++,
        Maker = Key.Address,
        Signer = Key.Address,
        TokenId = token,
        Side = side,
        MakerAmount = (long)((side == "BUY" ? shares * price : shares) * 1_000_000m),
        TakerAmount = (long)((side == "BUY" ? shares : shares * price) * 1_000_000m),
        Timestamp = _clock.GetUtcNow().ToUnixTimeMilliseconds(),
    };

    public (string Id, JsonObject Body) Sign(TestOrder order, string type, bool negRisk = false, bool postOnly = false, long expiration = 0)
    {
        var (id, signature) = Key.SignOrder(order, negRisk);
        return (id, new()
        {
            ["order"] = new JsonObject
            {
                ["salt"] = order.Salt,
                ["maker"] = order.Maker,
                ["signer"] = order.Signer,
                ["tokenId"] = order.TokenId,
                ["makerAmount"] = order.MakerAmount.ToString(CultureInfo.InvariantCulture),
                ["takerAmount"] = order.TakerAmount.ToString(CultureInfo.InvariantCulture),
                ["side"] = order.Side,
                ["signatureType"] = order.SignatureType,
                ["timestamp"] = order.Timestamp.ToString(CultureInfo.InvariantCulture),
                ["expiration"] = expiration.ToString(CultureInfo.InvariantCulture),
                ["metadata"] = order.Metadata,
                ["builder"] = order.Builder,
                ["signature"] = signature,
            },
            ["owner"] = _key,
            ["orderType"] = type,
            ["deferExec"] = false,
            ["postOnly"] = postOnly,
        });
    }

    public Task<(int Status, JsonNode Body)> PostAsync(JsonNode body) => SendAsync(HttpMethod.Post, "/order", body.ToJsonString());

    public Task<(int Status, JsonNode Body)> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public async Task<(int Status, JsonNode Body)> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, _venue.ClobUrl + path);
        var timestamp = _clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var text = timestamp + method.Method + path.Split('?')[0] + body;
        var hmac = HMACSHA256.HashData(Convert.FromBase64String(_secret.Replace('-', '+').Replace('_', '/')), Encoding.UTF8.GetBytes(text));
        request.Headers.Add("POLY_ADDRESS", Key.Address);
        request.Headers.Add("POLY_TIMESTAMP", timestamp);
        request.Headers.Add("POLY_API_KEY", _key);
        request.Headers.Add("POLY_PASSPHRASE", _passphrase);
        request.Headers.Add("POLY_SIGNATURE", Convert.ToBase64String(hmac).Replace('+', '-').Replace('/', '_'));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    /// <summary>Any address of the venue, without authentication; a body makes it a POST.</summary>
    public async Task<JsonNode> AskAsync(Uri service, string path, object? body = null)
    {
        using var response = body is null
            ? await _http.GetAsync(service + path)
            : await _http.PostAsync(service + path, new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"));
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    public void Dispose() => _http.Dispose();
}
