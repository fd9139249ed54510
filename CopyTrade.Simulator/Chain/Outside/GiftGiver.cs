using System.Globalization;
using System.Numerics;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Signing;
using CopyTrade.Simulator.World;

namespace CopyTrade.Simulator.Chain.Outside;

/// <summary>Gives customers their demo money, gas and, when a test asks for it, approvals and shares: the node plays their accounts for that.</summary>
internal sealed class GiftGiver(OutsideChain chain, MarketCatalog markets)
{
    private const int Tip = 20;
    private bool _isBankReady;

    public async Task GiveAsync(Gift gift, CancellationToken ct)
    {
        var node = chain.Node;
        await node.AskAsync("hardhat_setBalance", [gift.Address, ChainRpc.Hex(ChainRpc.GasMoney)], ct);
        var has = NodeClient.Number(await Read(Contracts.Collateral, Calls.BalanceOf(gift.Address), ct));
        var wanted = Millionths.Of(gift.Usdc);
        if (wanted > has) await node.SendAsync(chain.Bank, Contracts.Collateral, Calls.Mint(gift.Address, wanted - has), Tip, ct);
        if (wanted < has) await PlayAsync(gift.Address, Contracts.Collateral, Calls.Transfer(chain.Bank, has - wanted), ct);
        if (gift.Allowances is { } isGiven) await ApproveAsync(gift.Address, isGiven, ct);
        if (gift.Token is { } token && gift.Shares > 0m && markets.ByToken(token) is var (market, _)) await GiveSharesAsync(gift.Address, market, token, Millionths.Of(gift.Shares), ct);
    }

    private async Task ApproveAsync(string address, bool isGiven, CancellationToken ct)
    {
        foreach (var spender in Contracts.Spenders)
        {
            if (NodeClient.Number(await Read(Contracts.Collateral, Calls.Allowance(address, spender), ct)).IsZero == isGiven) await PlayAsync(address, Contracts.Collateral, Calls.Approve(spender, isGiven), ct);
        }

        foreach (var spender in Contracts.Spenders.Concat(Contracts.Adapters))
        {
            if (NodeClient.Number(await Read(Contracts.ConditionalTokens, Calls.IsApprovedForAll(address, spender), ct)).IsZero == isGiven)
                await PlayAsync(address, Contracts.ConditionalTokens, Calls.SetApprovalForAll(spender, isGiven), ct);
        }
    }

    private async Task GiveSharesAsync(string address, ListedMarket market, string token, BigInteger units, CancellationToken ct)
    {
        if (!_isBankReady) await chain.Node.SendAsync(chain.Bank, Contracts.Collateral, Calls.Approve(Contracts.ConditionalTokens), Tip, ct);
        _isBankReady = true;
        await chain.Node.SendAsync(chain.Bank, Contracts.Collateral, Calls.Mint(chain.Bank, units), Tip, ct);
        await chain.Node.SendAsync(chain.Bank, Contracts.ConditionalTokens, Calls.Split(market.ConditionId, units), Tip, ct);
        await chain.Node.SendAsync(chain.Bank, Contracts.ConditionalTokens, Calls.TransferShares(chain.Bank, address, BigInteger.Parse(token, CultureInfo.InvariantCulture), units), Tip, ct);
    }

    private async Task PlayAsync(string address, string to, byte[] data, CancellationToken ct)
    {
        await chain.Node.AskAsync("hardhat_impersonateAccount", [address], ct);
        await chain.Node.SendAsync(address, to, data, Tip, ct);
    }

    private async Task<System.Text.Json.JsonElement> Read(string to, byte[] data, CancellationToken ct) => (await chain.Node.AskManyAsync([NodeClient.Reading(to, data)], ct))[0];
}
