using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CopyTrade.Benchmarks.Hosting;

/// <summary>The simulator's control endpoint: what really happened, and what should go wrong.</summary>
public sealed class SimulatorControl(HttpClient http, Uri baseAddress)
{
    public sealed record ReceivedOrder(string Id, string Owner, string TokenId, string Side, decimal Price, decimal Size, decimal ReceivedAt, bool Accepted, string Error, string Status, decimal MatchedSize);

    public sealed record Token(string ConditionId, string TokenId, decimal Tick, decimal? BestBid, decimal? BestAsk, string Question);

    /// <summary>What a wallet owns at the venue; settled shares only, dollars less what is on its way out.</summary>
    public sealed record Customer(string Address, decimal Usdc, IReadOnlyDictionary<string, decimal> Positions);

    public Uri BaseAddress => baseAddress;

    public async Task<IReadOnlyList<ReceivedOrder>> OrdersAsync() =>
        await http.GetFromJsonAsync<ReceivedOrder[]>(At("orders"), JsonSerializerOptions.Web) ?? [];

    public async Task<IReadOnlyList<Token>> TokensAsync()
    {
        var markets = await http.GetFromJsonAsync<JsonArray>(At("markets")) ?? [];
        return
        [
            .. from market in markets
               where !market!["closed"]!.GetValue<bool>()
               from index in Enumerable.Range(0, market["tokens"]!.AsArray().Count)
               let book = market["books"]![index]!
               select new Token(
                   market["conditionId"]!.GetValue<string>(),
                   market["tokens"]![index]!.GetValue<string>(),
                   market["tick"]!.GetValue<decimal>(),
                   book["bestBid"]?.GetValue<decimal>(),
                   book["bestAsk"]?.GetValue<decimal>(),
                   market["question"]!.GetValue<string>()),
        ];
    }

    /// <summary>A leader trades now; returns the transaction hash.</summary>
    public async Task<string> TradeAsync(string wallet, string tokenId, string side, decimal size, decimal price, int dataLagMs = 0, bool silent = false)
    {
        var answer = await PostAsync("trade", new { wallet, tokenId, side, size, price, dataLagMs, silent });
        return answer["transactionHash"]!.GetValue<string>();
    }

    /// <summary>One transaction of equal legs.</summary>
    public Task LegsAsync(string wallet, string tokenId, decimal size, decimal price, int legs) =>
        PostAsync("trade", new { wallet, tokenId, side = "BUY", size, price, legs, sameTransaction = true, dataLagMs = 0 });

    public async Task<IReadOnlyList<string>> LeadersAsync() =>
        [.. (await http.GetFromJsonAsync<JsonArray>(At("leaders")) ?? []).Select(leader => leader!["wallet"]!.GetValue<string>())];

    public async Task<IReadOnlyList<Customer>> CustomersAsync() =>
        (await http.GetFromJsonAsync<JsonNode>(At("state")))!["customers"].Deserialize<Customer[]>(JsonSerializerOptions.Web) ?? [];

    /// <summary>Requests answered since start, control requests aside.</summary>
    public async Task<long> RequestsAsync() => (await http.GetFromJsonAsync<JsonNode>(At("state")))!["requests"]!.GetValue<long>();

    /// <summary>Lets a recording that waits begin.</summary>
    public Task StartReplayAsync() => PostAsync("replay/start", new { });

    public async Task<JsonNode> ReplayAsync() => (await http.GetFromJsonAsync<JsonNode>(At("replay")))!;

    /// <summary>The token is bid for at this price from now on.</summary>
    public Task PriceAsync(string tokenId, decimal bid) => PostAsync("price", new { tokenId, bid });

    /// <summary>Changes the price grid of the token's market.</summary>
    public Task TickAsync(string tokenId, decimal tick) => PostAsync("tick", new { tokenId, tick });

    public Task ServiceTimeAsync(int ms) => PostAsync("service-time", new { ms });

    public Task FaultsAsync(object document) => PostAsync("faults", document);

    public Task ResetFaultsAsync() => PostAsync("reset-faults", new { });

    /// <summary>How the venue treats whoever asks: region, closed-only mode, and its clock.</summary>
    public Task StandingAsync(bool blocked = false, bool closedOnly = false, int clockAheadSeconds = 0) => PostAsync("standing", new { blocked, closedOnly, clockAheadSeconds });

    /// <summary>Sets what an address holds, with or without the approvals.</summary>
    public Task FundAsync(string address, decimal usdc, bool allowances, decimal bridged = 0m) => PostAsync("fund", new { address, usdc, allowances, bridged });

    /// <summary>Moves money or shares of a wallet other than by a trade: DEPOSIT, MAKER_REBATE, SPLIT and so on.</summary>
    public Task ActivityAsync(string address, string type, decimal amount, string? conditionId = null) => PostAsync("activity", new { address, type, amount, conditionId });

    public Task FundAsync(string address, decimal usdc) => PostAsync("fund", new { address, usdc });

    private async Task<JsonNode> PostAsync(string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(At(path), body, JsonSerializerOptions.Web);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"The simulator refuses {path}: {text}");
    }

    private Uri At(string path) => new($"{baseAddress.ToString().TrimEnd('/')}/{path}");
}
