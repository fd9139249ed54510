using System.Globalization;
using System.Numerics;
using CopyTrade.Domain.Venue;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Signing;
using CopyTrade.Simulator.World;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Simulator.Chain.Outside;

/// <summary>
/// Carries customers' matches onto the chain and back: one transaction for each order that met others, MINED with its receipt,
/// CONFIRMED some blocks later, FAILED when it reverted. Wishes come in under the venue's lock; one loop does the rest.
/// </summary>
internal sealed partial class OutsideSettlement(VenueState state, OutsideChain chain, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);
    private readonly MakersStock _stock = new(chain);
    private readonly GiftGiver _gifts = new(chain, state.Markets);
    private readonly ChainMirror _mirror = new(state, chain);
    private readonly Queue<Gift> _toGive = new();
    private readonly Queue<IReadOnlyList<MatchedTrade>> _toSettle = new();
    private readonly Queue<(string Question, int Winner)> _toReport = new();
    private readonly List<(string Hash, IReadOnlyList<MatchedTrade> Trades)> _sent = [];
    private readonly List<(BigInteger Block, IReadOnlyList<MatchedTrade> Trades)> _mined = [];
    private readonly HashSet<string> _customers = [];
    private BigInteger _lastHead = -1;
    private int _lastCustomers;

    private int Depth => Math.Max(1, (int)Math.Ceiling(state.Options.ConfirmedAfter / state.Options.BlockTime));

    /// <summary>Under the venue's lock.</summary>
    public void Settle(IReadOnlyList<MatchedTrade> trades) => _toSettle.Enqueue(trades);

    /// <summary>Under the venue's lock.</summary>
    public void Give(Gift gift)
    {
        _customers.Add(gift.Address);
        _toGive.Enqueue(gift);
    }

    /// <summary>Under the venue's lock.</summary>
    public void Report(ListedMarket market, int winner)
    {
        if (chain.Markets.TryGetValue(market.Question, out var prepared)) _toReport.Enqueue((prepared.QuestionId, winner));
    }

    public async Task RunAsync(Settlement settlement, CancellationToken ct)
    {
        var pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, state.Options.BlockTime.Ticks / 4));
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await SendAsync(settlement, ct);
                await FollowAsync(settlement, ct);
                await Task.Delay(pause, clock, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Log.StepFailed(logger, chain.Node.Url, failure);
                await Task.Delay(LongestPause, clock, ct).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
    }

    private async Task SendAsync(Settlement settlement, CancellationToken ct)
    {
        for (; First(_toGive) is { } gift; Done(_toGive)) await TryAsync(() => _gifts.GiveAsync(gift, ct), "money for " + gift.Address);
        for (; First(_toSettle) is { } trades; Done(_toSettle))
        {
            try
            {
                var hash = await SendAsync(trades, ct);
                lock (state.Gate)
                {
                    foreach (var trade in trades) trade.TransactionHash = hash;
                    _sent.Add((hash, trades));
                }
            }
            catch (RpcException refused)
            {
                // The node would not even take it: nothing of it can happen any more.
                Log.Refused(logger, "match " + trades[0].Id, refused.Message);
                lock (state.Gate) settlement.Fail(trades);
            }
        }

        for (; First(_toReport) is { Question: not null } report; Done(_toReport))
            await TryAsync(() => chain.Node.SendAsync(OutsideChain.Settler, Contracts.ConditionalTokens, Calls.ReportPayouts(report.Question, report.Winner), 1, ct), "the payout of " + report.Question);
    }

    /// <summary>What the node refuses is refused for good and holds up nothing else; silence is asked again.</summary>
    private async Task TryAsync(Func<Task> act, string what)
    {
        try
        {
            await act();
        }
        catch (RpcException refused)
        {
            Log.Refused(logger, what, refused.Message);
        }
    }

    private async Task<string> SendAsync(IReadOnlyList<MatchedTrade> trades, CancellationToken ct)
    {
        var taker = trades[0].Taker;
        var buys = taker.Side == OrderSide.Buy;
        var makers = trades.SelectMany(trade => trade.Makers.Select(fill => (fill.Order, Shares: Millionths.Of(fill.Size), Cash: Millionths.Of(fill.Size * trade.Price)))).ToArray();
        foreach (var (order, shares, cash) in makers.Where(maker => maker.Order.IsBot)) await StockAsync(order.Account, order.Market, taker.Token, !buys, shares, cash, ct);
        if (taker.IsBot) await StockAsync(taker.Account, taker.Market, taker.Token, buys, Sum(makers.Select(maker => maker.Shares)), Sum(makers.Select(maker => maker.Cash)) + Millionths.Of(trades.Sum(trade => trade.Fee)), ct);
        var data = Calls.Settle(HashOf(taker), taker.Account.Address, buys, BigInteger.Parse(taker.Token, CultureInfo.InvariantCulture), Millionths.Of(trades.Sum(trade => trade.Fee)),
            [.. makers.Select(maker => (HashOf(maker.Order), maker.Order.Account.Address, maker.Shares, maker.Cash))]);
        return await chain.Node.SendAsync(OutsideChain.Settler, Contracts.ExchangeFor(taker.Market.NegRisk), data, 1, ct);
    }

    private Task StockAsync(Account maker, ListedMarket market, string token, bool buys, BigInteger shares, BigInteger cash, CancellationToken ct) => buys
        ? _stock.GiveMoneyForAsync(maker.Address, cash, ct)
        : _stock.GiveSharesAsync(maker.Address, market.ConditionId, market.Tokens, token, shares, ct);

    /// <summary>One look at the newest block: first the receipts, then what customers have at its end, then both are told at once.</summary>
    private async Task FollowAsync(Settlement settlement, CancellationToken ct)
    {
        (string Hash, IReadOnlyList<MatchedTrade> Trades)[] sent;
        string[] customers;
        lock (state.Gate) (sent, customers) = ([.. _sent], [.. _customers]);
        var head = NodeClient.Number(await chain.Node.AskAsync("eth_blockNumber", [], ct));
        if (head == _lastHead && customers.Length == _lastCustomers) return;

        var receipts = await chain.Node.AskManyAsync([.. sent.Select(one => ("eth_getTransactionReceipt", new object?[] { one.Hash }))], ct);
        var seen = await _mirror.ReadAsync(customers, ChainRpc.Hex(head), ct);
        lock (state.Gate)
        {
            foreach (var ((hash, trades), receipt) in sent.Zip(receipts).Where(pair => pair.Second.ValueKind == System.Text.Json.JsonValueKind.Object))
            {
                var block = NodeClient.Number(receipt.GetProperty("blockNumber"));
                if (block > head) continue;
                _sent.RemoveAll(one => one.Hash == hash);
                if (NodeClient.Number(receipt.GetProperty("status")).IsOne)
                {
                    settlement.Mined(trades);
                    _mined.Add((block, trades));
                }
                else
                {
                    Log.Reverted(logger, hash);
                    settlement.Fail(trades);
                }
            }

            foreach (var (_, trades) in _mined.Where(one => head - one.Block >= Depth)) settlement.Confirm(trades);
            _mined.RemoveAll(one => head - one.Block >= Depth);
            foreach (var one in seen) _mirror.Write(one);
            state.CustomerChanged();
        }

        (_lastHead, _lastCustomers) = (head, customers.Length);
    }

    private T? First<T>(Queue<T> queue)
    {
        lock (state.Gate) return queue.TryPeek(out var item) ? item : default;
    }

    // What the node did not answer to stays at the head and is asked again.
    private void Done<T>(Queue<T> queue)
    {
        lock (state.Gate) queue.Dequeue();
    }

    /// <summary>Orders of the venue's own carry short ids; on the chain every order has a hash.</summary>
    private static string HashOf(BookOrder order) => Words.TryHex(order.Id, 32) is null ? Words.Hex(Keccak.OfText(order.Id)) : order.Id;

    private static BigInteger Sum(IEnumerable<BigInteger> numbers) => numbers.Aggregate(BigInteger.Zero, (sum, number) => sum + number);

    private static partial class Log
    {
        [LoggerMessage(EventId = 9021, Level = LogLevel.Warning, Message = "The settlement chain at {Url} does not do what was asked; it is asked again.")]
        public static partial void StepFailed(ILogger logger, Uri url, Exception failure);

        [LoggerMessage(EventId = 9022, Level = LogLevel.Warning, Message = "The settlement chain refuses {What}: {Reason}")]
        public static partial void Refused(ILogger logger, string what, string reason);

        [LoggerMessage(EventId = 9023, Level = LogLevel.Warning, Message = "Settlement {Hash} was reverted: its matches failed.")]
        public static partial void Reverted(ILogger logger, string hash);
    }
}
