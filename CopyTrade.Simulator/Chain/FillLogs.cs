using System.Globalization;
using System.Numerics;
using System.Text.Json;
using CopyTrade.Domain.Venue;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Signing;

namespace CopyTrade.Simulator.Chain;

/// <summary>Settled matches as the exchanges' <c>OrderFilled</c> events: one of each resting order met, and one of the order that met them. Called under the venue's lock.</summary>
internal sealed class FillLogs(VenueState state)
{
    private static readonly string Topic = Words.Hex(Keccak.OfText("OrderFilled(bytes32,address,address,uint8,uint256,uint256,uint256,uint256,bytes32,bytes32)"));

    public long BlockOf(string transaction) => Settled(long.MaxValue).Where(t => t.TransactionHash == transaction).Select(BlockOf).FirstOrDefault();

    public object[] OfTransaction(string hash, long height) => [.. Settled(height).Where(t => t.TransactionHash == hash).SelectMany(Logs).Select((log, index) => log.Shown(index))];

    /// <summary>Filters by range of blocks, contracts, first topic and maker.</summary>
    public object[] Find(JsonElement filter, long height)
    {
        var (from, to) = (Block(filter, "fromBlock", 0), Math.Min(height, Block(filter, "toBlock", height)));
        string?[] topics = filter.TryGetProperty("topics", out var given) ? [.. given.EnumerateArray().Select(t => t.ValueKind == JsonValueKind.String ? t.GetString()!.ToLowerInvariant() : null)] : [];
        string[]? contracts = filter.TryGetProperty("address", out var address)
            ? address.ValueKind == JsonValueKind.Array ? [.. address.EnumerateArray().Select(a => a.GetString()!.ToLowerInvariant())] : [address.GetString()!.ToLowerInvariant()]
            : null;
        return [.. Settled(height).Where(t => BlockOf(t) >= from && BlockOf(t) <= to).SelectMany(Logs).Select((log, index) => (Log: log, Index: index))
            .Where(entry => (contracts is null || contracts.Contains(entry.Log.Exchange)) && !topics.Where((topic, i) => topic is not null && entry.Log.Topics.ElementAtOrDefault(i) != topic).Any())
            .Select(entry => entry.Log.Shown(entry.Index))];
    }

    private IEnumerable<MatchedTrade> Settled(long height) => state.Trades.Values.Where(t => t.IsInBlock && BlockOf(t) <= height);

    private long BlockOf(MatchedTrade trade) => SimulatedChain.BlockAt(trade.MatchedAt + state.Options.MinedAfter, state.Options);

    private IEnumerable<Log> Logs(MatchedTrade trade) => trade.Makers
        .Select(fill => Of(trade, fill.Order, trade.Taker.Account.Address, fill.Size, fill.Fee))
        .Append(Of(trade, trade.Taker, Contracts.ExchangeFor(trade.Taker.Market.NegRisk), trade.Size, trade.Fee));

    private Log Of(MatchedTrade trade, BookOrder order, string taker, decimal size, decimal fee)
    {
        var isBuy = order.Side == OrderSide.Buy;
        var (shares, cash) = (Millionths.Of(size), Millionths.Of(size * trade.Price));
        var (given, taken) = isBuy ? (cash, shares) : (shares, cash);
        // Makers of the venue's own carry short ids; on the chain every order has a hash.
        var hash = Words.TryHex(order.Id, 32) is null ? Words.Hex(Keccak.OfText(order.Id)) : order.Id;
        byte[] data =
        [
            .. Words.Of(isBuy ? 0 : 1), .. Words.Of(BigInteger.Parse(order.Token, CultureInfo.InvariantCulture)), .. Words.Of(given), .. Words.Of(taken), .. Words.Of(Millionths.Of(fee)), .. new byte[64],
        ];
        return new(Contracts.ExchangeFor(order.Market.NegRisk), [Topic, hash, Words.Hex(Words.OfAddress(order.Account.Address)), Words.Hex(Words.OfAddress(taker))], Words.Hex(data), trade.TransactionHash, BlockOf(trade));
    }

    private static long Block(JsonElement filter, string name, long fallback) =>
        filter.TryGetProperty(name, out var tag) && tag.GetString() is { } text && text.StartsWith("0x", StringComparison.Ordinal) ? long.Parse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : fallback;

    private sealed record Log(string Exchange, string[] Topics, string Data, string Transaction, long Block)
    {
        public object Shown(int index) => new
        {
            address = Exchange, topics = Topics, data = Data, transactionHash = Transaction, blockNumber = ChainRpc.Hex(Block), blockHash = ChainRpc.BlockHash(Block), logIndex = ChainRpc.Hex(index), removed = false,
        };
    }
}
