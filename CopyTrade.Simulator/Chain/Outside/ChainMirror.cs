using System.Globalization;
using System.Numerics;
using CopyTrade.Domain.Venue;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Signing;

namespace CopyTrade.Simulator.Chain.Outside;

/// <summary>Makes the venue's books of its customers say what the chain says, less what matches that no block has yet will take.</summary>
internal sealed class ChainMirror(VenueState state, OutsideChain chain)
{
    private static readonly BigInteger Enough = BigInteger.One << 128;

    internal sealed record Seen(string Address, decimal Usdc, IReadOnlyList<string> Tokens, IReadOnlyList<decimal> Shares, IReadOnlyList<string> Spenders, IReadOnlyList<string> Operators);

    /// <summary>What customers have at the end of a block.</summary>
    public async Task<IReadOnlyList<Seen>> ReadAsync(IReadOnlyList<string> customers, string block, CancellationToken ct)
    {
        string[] tokens = [.. chain.Markets.Values.SelectMany(market => market.Tokens)];
        BigInteger[] ids = [.. tokens.Select(token => BigInteger.Parse(token, CultureInfo.InvariantCulture))];
        string[] operators = [.. Contracts.Spenders, .. Contracts.Adapters];
        var each = 2 + Contracts.Spenders.Count + operators.Length;
        var answers = await chain.Node.AskManyAsync([.. customers.SelectMany(owner => new[]
        {
            NodeClient.Reading(Contracts.Collateral, Calls.BalanceOf(owner), block), NodeClient.Reading(Contracts.ConditionalTokens, Calls.BalanceOfBatch(owner, ids), block),
        }
        .Concat(Contracts.Spenders.Select(spender => NodeClient.Reading(Contracts.Collateral, Calls.Allowance(owner, spender), block)))
        .Concat(operators.Select(spender => NodeClient.Reading(Contracts.ConditionalTokens, Calls.IsApprovedForAll(owner, spender), block))))], ct);
        return [.. customers.Select((owner, i) =>
        {
            var own = answers.Skip(i * each).Take(each).ToArray();
            var numbers = own[2..].Select(NodeClient.Number).ToArray();
            return new Seen(owner, Tokens(NodeClient.Number(own[0])), tokens, [.. NodeClient.Numbers(own[1]).Select(Tokens)],
                [.. Contracts.Spenders.Where((_, n) => numbers[n] >= Enough)], [.. operators.Where((_, n) => !numbers[Contracts.Spenders.Count + n].IsZero)]);
        })];
    }

    /// <summary>Under the venue's lock.</summary>
    public void Write(Seen seen)
    {
        var account = state.AccountOf(seen.Address);
        MatchedTrade[] open = [.. state.Trades.Values.Where(trade => trade.Status == "MATCHED" && trade.IsCustomers)];
        account.Usdc = seen.Usdc - open.Sum(trade => Leaving(trade, account, OrderSide.Buy, null));
        Set(account.CollateralSpenders, seen.Spenders);
        Set(account.TokenOperators, seen.Operators);
        for (var i = 0; i < seen.Tokens.Count; i++) Hold(account, seen.Tokens[i], seen.Shares[i] - open.Sum(trade => Leaving(trade, account, OrderSide.Sell, seen.Tokens[i])));
    }

    private static decimal Leaving(MatchedTrade trade, Account account, OrderSide side, string? token) => Settlement.Parties(trade)
        .Where(party => party.Account == account && party.Side == side && (token is null || trade.Taker.Token == token))
        .Sum(party => side == OrderSide.Buy ? (party.Size * trade.Price) + party.Fee : party.Size);

    /// <summary>What came or went without a match: a redemption, a transfer.</summary>
    private void Hold(Account account, string token, decimal shares)
    {
        if (account.SharesOf(token) == shares || state.Markets.ByToken(token) is not var (market, outcome)) return;
        var holding = account.HoldingOf(token);
        var price = market.IsClosed ? market.FairOf(outcome) : holding.AverageEntryPrice;
        if (shares > holding.Shares) holding.Add(shares - holding.Shares, price > 0m ? price : market.FairOf(outcome));
        else holding.Remove(holding.Shares - shares, price);
    }

    private static void Set(HashSet<string> kept, IReadOnlyList<string> seen)
    {
        kept.Clear();
        kept.UnionWith(seen);
    }

    private static decimal Tokens(BigInteger units) => Millionths.Whole(BigInteger.Min(units, new BigInteger(decimal.MaxValue)));
}
