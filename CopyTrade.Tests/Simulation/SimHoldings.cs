using System.Text.Json;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Simulation;

/// <summary>What the followed wallets hold of each market by the fills that are stored, in the shape that observation writes down.</summary>
internal sealed class SimHoldings
{
    private readonly SortedDictionary<(string Wallet, string Token), (decimal Shares, decimal Cost)> _held = [];

    /// <summary>The wallet's holdings on the market just before a fill; takes the fill into account.</summary>
    public string Before(ObservedFill fill)
    {
        var market = SimMarket.Of(fill.Token);
        var before = JsonSerializer.Serialize(new[] { market.Yes, market.No }.Where(token => _held.ContainsKey((fill.Wallet.Value, token.Value)))
            .Select(token => (token, held: _held[(fill.Wallet.Value, token.Value)])).Select(row => new { t = row.token.Value, s = row.held.Shares, c = row.held.Cost }));
        var (shares, cost) = _held.GetValueOrDefault((fill.Wallet.Value, fill.Token.Value));
        var left = Math.Max(0m, shares - fill.Shares.Quantity);
        _held[(fill.Wallet.Value, fill.Token.Value)] = fill.Side == OrderSide.Buy ? (shares + fill.Shares.Quantity, cost + fill.Notional.Amount) : (left, shares == 0m ? 0m : decimal.Round(cost * left / shares, 6));
        return before;
    }
}
