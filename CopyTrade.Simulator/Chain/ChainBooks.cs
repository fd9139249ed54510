using System.Globalization;
using System.Numerics;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Signing;
using CopyTrade.Simulator.World;

namespace CopyTrade.Simulator.Chain;

/// <summary>The venue's own books as contracts see them. Called under the venue's lock.</summary>
internal sealed class ChainBooks(VenueState state)
{
    private const string Approve = "0x095ea7b3";
    private const string SetApprovalForAll = "0xa22cb465";
    private const string Redeem = "0x01b7037c";
    private const string Transfer = "0xa9059cbb";
    private const string Wrap = "0x62355638";

    /// <summary>The answer of a read-only call; null for a function or contract that there is not.</summary>
    public string? Read(string to, CallData data) => (to, data.Selector) switch
    {
        (Contracts.Collateral, "0x70a08231") => Word(Units(Holder(data.Address(0))?.Usdc ?? 0m)),
        (Contracts.Collateral, "0xdd62ed3e") => Word(Holder(data.Address(0))?.CollateralSpenders.Contains(data.Address(1)) == true ? (BigInteger.One << 256) - 1 : 0),
        (Contracts.Bridged, "0x70a08231") => Word(Units(Holder(data.Address(0))?.Bridged ?? 0m)),
        (Contracts.Bridged, "0xdd62ed3e") => Word(Holder(data.Address(0))?.MayWrap == true && data.Address(1) == Contracts.Onramp ? (BigInteger.One << 256) - 1 : 0),
        (Contracts.ConditionalTokens, "0xe985e9c5") => Word(Holder(data.Address(0))?.TokenOperators.Contains(data.Address(1)) == true ? 1 : 0),
        (Contracts.ConditionalTokens, "0x00fdd58e") => Word(Shares(data.Address(0), data.Number(1))),
        (Contracts.ConditionalTokens, "0x4e1273f4") => Batch(data),
        (Contracts.ConditionalTokens, "0xd42dc0c2") => Word(state.Markets.ByCondition(data.Bytes32(0)) is null ? 0 : 2),
        (Contracts.ConditionalTokens, "0xdd34de67") => Word(state.Markets.ByCondition(data.Bytes32(0)) is { IsClosed: true } ? 1 : 0),
        (Contracts.ConditionalTokens, "0x0504c814") => Word(state.Markets.ByCondition(data.Bytes32(0)) is { IsClosed: true } market ? (BigInteger)market.FairOf((int)data.Number(1)) : 0),
        _ => null,
    };

    /// <summary>Null when the transaction would do something; the words of the contract when it would refuse.</summary>
    public string? Refusal(string from, string to, CallData data) => (to, data.Selector) switch
    {
        (Contracts.Collateral or Contracts.Bridged, Approve) or (Contracts.ConditionalTokens, SetApprovalForAll) => null,
        (Contracts.Collateral, Transfer) => Units(Holder(from)?.Usdc ?? 0m) < data.Number(1) ? "ERC20: transfer amount exceeds balance" : null,
        (Contracts.Onramp, Wrap) => WrapRefusal(from, data),
        (Contracts.CollateralAdapter or Contracts.NegRiskAdapter, Redeem) => RedeemRefusal(from, to, data),
        _ => "function selector was not recognized",
    };

    /// <summary>Does what <see cref="Refusal"/> allows.</summary>
    public void Apply(string from, string to, CallData data, string transaction)
    {
        var account = state.AccountOf(from);
        switch (data.Selector)
        {
            case Approve when to == Contracts.Bridged:
                account.MayWrap = data.Address(0) == Contracts.Onramp && !data.Number(1).IsZero;
                break;
            case Approve:
                _ = data.Number(1).IsZero ? account.CollateralSpenders.Remove(data.Address(0)) : account.CollateralSpenders.Add(data.Address(0));
                break;
            case SetApprovalForAll:
                _ = data.Number(1).IsZero ? account.TokenOperators.Remove(data.Address(0)) : account.TokenOperators.Add(data.Address(0));
                break;
            case Transfer:
                account.Usdc -= Millionths.Whole(data.Number(1));
                state.AccountOf(data.Address(0)).Usdc += Millionths.Whole(data.Number(1));
                state.Movements.Tell("WITHDRAWAL", account, Millionths.Whole(data.Number(1)), Millionths.Whole(data.Number(1)), transaction);
                state.Movements.Tell("DEPOSIT", state.AccountOf(data.Address(0)), Millionths.Whole(data.Number(1)), Millionths.Whole(data.Number(1)), transaction);
                break;
            case Wrap:
                account.Bridged -= Millionths.Whole(data.Number(2));
                state.AccountOf(data.Address(1)).Usdc += Millionths.Whole(data.Number(2));
                state.Movements.Tell("DEPOSIT", state.AccountOf(data.Address(1)), Millionths.Whole(data.Number(2)), Millionths.Whole(data.Number(2)), transaction);
                break;
            case Redeem:
                Pay(account, state.Markets.ByCondition(data.Bytes32(2))!, transaction);
                break;
        }

        state.CustomerChanged();
    }

    private string? RedeemRefusal(string from, string to, CallData data) => state.Markets.ByCondition(data.Bytes32(2)) switch
    {
        not { IsClosed: true } => "result for condition not received yet",
        { NegRisk: var isNegRisk } when isNegRisk != (to == Contracts.NegRiskAdapter) => "condition belongs to the other adapter",
        _ when Holder(from)?.TokenOperators.Contains(to) != true => "ERC1155: need operator approval for 3rd party transfers.",
        _ => null,
    };

    private string? WrapRefusal(string from, CallData data) => Holder(from) switch
    {
        _ when data.Address(0) != Contracts.Bridged => "InvalidAsset()",
        not { MayWrap: true } => "ERC20: transfer amount exceeds allowance",
        var holder when Units(holder.Bridged) < data.Number(2) => "ERC20: transfer amount exceeds balance",
        _ => null,
    };

    private void Pay(Account account, ListedMarket market, string transaction)
    {
        for (var outcome = 0; outcome < market.Tokens.Count; outcome++)
        {
            var shares = account.SharesOf(market.Tokens[outcome]);
            if (shares <= 0m) continue;
            account.HoldingOf(market.Tokens[outcome]).Remove(shares, market.FairOf(outcome));
            account.Usdc += shares * market.FairOf(outcome);
            state.Movements.Tell("REDEEM", account, shares, shares * market.FairOf(outcome), transaction, market, outcome);
        }
    }

    private string Batch(CallData data)
    {
        var (owners, tokens) = (data.ArrayAt(0), data.ArrayAt(1));
        var count = (int)data.Number(owners - 1);
        var words = Enumerable.Range(0, count).Select(i => Shares(data.Address(owners + i), data.Number(tokens + i))).Prepend(count).Prepend(32);
        return Words.Hex([.. words.SelectMany(Words.Of)]);
    }

    private BigInteger Shares(string owner, BigInteger token) => Units(Holder(owner)?.SharesOf(token.ToString(CultureInfo.InvariantCulture)) ?? 0m);

    private Account? Holder(string address) => state.Accounts.GetValueOrDefault(address);

    private static BigInteger Units(decimal value) => Millionths.Of(Math.Max(0m, value));

    private static string Word(BigInteger value) => Words.Hex(Words.Of(value));
}
