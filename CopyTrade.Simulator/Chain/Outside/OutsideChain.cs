using System.Globalization;
using System.Text.Json;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Signing;
using CopyTrade.Simulator.World;

namespace CopyTrade.Simulator.Chain.Outside;

/// <summary>A development node with the venue's contracts, and the made-up world's markets prepared on it.</summary>
internal sealed class OutsideChain : IDisposable
{
    private const string Operator = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";   // as the exchange contract has it
    private static readonly string[] Placed = [Contracts.Collateral, Contracts.ConditionalTokens, Contracts.Exchange, Contracts.NegRiskExchange, Contracts.CollateralAdapter, Contracts.NegRiskAdapter];

    private OutsideChain(NodeClient node, string bank, IReadOnlyDictionary<string, PreparedMarket> markets) => (Node, Bank, Markets) = (node, bank, markets);

    public NodeClient Node { get; }

    /// <summary>Settles and reports payouts; nothing else, so that its transactions wait for no other.</summary>
    public static string Settler => Operator;

    /// <summary>Mints, and gives shares to customers.</summary>
    public string Bank { get; }

    /// <summary>By question.</summary>
    public IReadOnlyDictionary<string, PreparedMarket> Markets { get; }

    /// <exception cref="SimulatorStartException">Nobody answers there, or another chain than one that is made for this.</exception>
    public static async Task<OutsideChain> OpenAsync(Uri url, SimulatorOptions options, CancellationToken ct)
    {
        var node = new NodeClient(url);
        try
        {
            var bank = await BankAsync(node, ct);
            await node.AskAsync("evm_setIntervalMining", [0], ct);
            await node.AskAsync("evm_setAutomine", [true], ct);
            var markets = await PrepareAsync(node, new SeededIds(options.Seed), ct);
            // From here on blocks come as on a real chain: every so often, with whatever waits.
            await node.AskAsync("evm_setAutomine", [false], ct);
            await node.AskAsync("evm_setIntervalMining", [(long)options.BlockTime.TotalMilliseconds], ct);
            return new(node, bank, markets);
        }
        catch (Exception e) when (e is HttpRequestException or RpcException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            node.Dispose();
            throw new SimulatorStartException($"The node at {url} cannot be settled on ({e.Message}): start one with Chain/evm/start.sh of the tests and give its address.", e);
        }
        catch
        {
            node.Dispose();
            throw;
        }
    }

    public void Dispose() => Node.Dispose();

    private static async Task<string> BankAsync(NodeClient node, CancellationToken ct)
    {
        var id = NodeClient.Number(await node.AskAsync("eth_chainId", [], ct));
        if (id != Contracts.ChainId) throw new SimulatorStartException($"The node at {node.Url} is of chain {id}, not {Contracts.ChainId}: start one with Chain/evm/start.sh of the tests.");
        var accounts = (await node.AskAsync("eth_accounts", [], ct)).EnumerateArray().Select(account => account.GetString()!.ToLowerInvariant()).ToArray();
        if (accounts.Length < 2 || accounts[0] != Operator) throw new SimulatorStartException($"The node at {node.Url} lends no Hardhat accounts: start one with Chain/evm/start.sh of the tests.");
        var codes = await node.AskManyAsync([.. Placed.Select(address => ("eth_getCode", new object?[] { address, "latest" }))], ct);
        for (var i = 0; i < Placed.Length; i++)
        {
            if (codes[i].GetString() is null or "0x") throw new SimulatorStartException($"The node at {node.Url} has no contract at {Placed[i]}: start one with Chain/evm/start.sh of the tests, which puts them there.");
        }

        return accounts[1];
    }

    private static async Task<IReadOnlyDictionary<string, PreparedMarket>> PrepareAsync(NodeClient node, SeededIds ids, CancellationToken ct)
    {
        var markets = new Dictionary<string, PreparedMarket>();
        foreach (var question in InventedMarkets.Questions)
        {
            var (id, condition) = await OpenConditionAsync(node, ids, question, ct);
            var collections = await node.AskManyAsync([Read(Calls.CollectionId(condition, 1)), Read(Calls.CollectionId(condition, 2))], ct);
            var tokens = await node.AskManyAsync([.. collections.Select(collection => Read(Calls.PositionId(collection.GetString()!)))], ct);
            markets[question] = new(id, condition, [.. tokens.Select(token => NodeClient.Number(token).ToString(CultureInfo.InvariantCulture))]);
        }

        return markets;
    }

    /// <summary>A node may have seen an earlier venue: what that one resolved is asked anew.</summary>
    private static async Task<(string Question, string Condition)> OpenConditionAsync(NodeClient node, SeededIds ids, string question, CancellationToken ct)
    {
        for (var time = 0; ; time++)
        {
            var id = ids.Hash("question", question + (time == 0 ? "" : "|" + time.ToString(CultureInfo.InvariantCulture)));
            var condition = Calls.ConditionId(Operator, id);
            var state = await node.AskManyAsync([Read(Calls.OutcomeSlots(condition)), Read(Calls.PayoutDenominator(condition))], ct);
            if (!NodeClient.Number(state[1]).IsZero) continue;
            if (NodeClient.Number(state[0]).IsZero) await node.SendAsync(Operator, Contracts.ConditionalTokens, Calls.PrepareCondition(Operator, id), 1, ct);
            return (id, condition);
        }
    }

    private static (string Method, object?[] Parameters) Read(byte[] data) => NodeClient.Reading(Contracts.ConditionalTokens, data);
}
