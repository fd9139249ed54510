using System.Numerics;
using CopyTrade.Simulator.Signing;

namespace CopyTrade.Simulator.Chain.Outside;

/// <summary>Sees to it that the venue's own makers have on the chain what they promised in the books: money, shares split from money, and the approvals.</summary>
internal sealed class MakersStock(OutsideChain chain)
{
    // Within a block the higher tip comes first: money, then approvals and splits, then the settlement that needs them.
    private const int MoneyTip = 20;
    private const int StockTip = 10;
    private static readonly BigInteger Batch = 1_000_000_000_000;   // a million sets of shares
    private readonly HashSet<string> _known = [];
    private readonly Dictionary<(string Maker, string Token), BigInteger> _shares = [];

    /// <summary>Before a maker gives shares of a market.</summary>
    public async Task GiveSharesAsync(string maker, string condition, IReadOnlyList<string> tokens, string token, BigInteger units, CancellationToken ct)
    {
        await IntroduceAsync(maker, ct);
        if (_shares.GetValueOrDefault((maker, token)) < units)
        {
            var size = BigInteger.Max(Batch, units);
            await GiveMoneyAsync(maker, size, ct);
            await chain.Node.SendAsync(maker, Contracts.ConditionalTokens, Calls.Split(condition, size), StockTip, ct);
            foreach (var each in tokens) Count(maker, each, size);
        }

        Count(maker, token, -units);
    }

    /// <summary>Before a maker pays for shares. They are not counted: the match may fail.</summary>
    public async Task GiveMoneyForAsync(string maker, BigInteger units, CancellationToken ct)
    {
        await IntroduceAsync(maker, ct);
        await GiveMoneyAsync(maker, units, ct);
    }

    private void Count(string maker, string token, BigInteger units) => _shares[(maker, token)] = _shares.GetValueOrDefault((maker, token)) + units;

    private Task<string> GiveMoneyAsync(string maker, BigInteger units, CancellationToken ct) => chain.Node.SendAsync(chain.Bank, Contracts.Collateral, Calls.Mint(maker, units), MoneyTip, ct);

    private async Task IntroduceAsync(string maker, CancellationToken ct)
    {
        if (_known.Contains(maker)) return;
        await chain.Node.AskAsync("hardhat_setBalance", [maker, ChainRpc.Hex(ChainRpc.GasMoney * 100)], ct);
        await chain.Node.AskAsync("hardhat_impersonateAccount", [maker], ct);
        foreach (var spender in Contracts.Spenders.Append(Contracts.ConditionalTokens))
            await chain.Node.SendAsync(maker, Contracts.Collateral, Calls.Approve(spender), StockTip, ct);
        foreach (var spender in Contracts.Spenders) await chain.Node.SendAsync(maker, Contracts.ConditionalTokens, Calls.SetApprovalForAll(spender), StockTip, ct);
        _known.Add(maker);
    }
}
