using CopyTrade.Domain.Venue;
using CopyTrade.Simulator;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Faults;
using CopyTrade.Simulator.Streams;
using CopyTrade.Simulator.World;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Simulator;

public sealed class MatchingEngineTests : IDisposable
{
    private readonly VenueState _state;
    private readonly Scheduler _scheduler;
    private readonly MatchingEngine _engine;
    private int _number;

    public MatchingEngineTests()
    {
        var clock = new SteppedClock();
        var gate = new Lock();
        _state = new(new SimulatorOptions(), clock, gate);
        _scheduler = new(clock, gate, NullLogger.Instance);
        var faults = new FaultBoard(clock);
        var streams = new VenueStreams(_state, faults, clock);
        _engine = new(_state, new(_state, _scheduler, faults, streams), streams);
        InventedMarkets.AddTo(_state);
    }

    public void Dispose() => _scheduler.Dispose();

    private BookOrder Place(OrderSide side, decimal price, decimal size, TimeInForce type = TimeInForce.Gtc, decimal? budget = null)
    {
        var order = new BookOrder
        {
            Id = $"order-{++_number}",
            Account = new("0x" + _number),
            Owner = "owner-" + _number,
            Market = _state.Markets.All[0],
            OutcomeIndex = 0,
            Side = side,
            Price = price,
            Size = size,
            Type = type,
            Budget = budget,
            CreatedAt = _state.Now,
        };
        _engine.Place(order);
        return order;
    }

    [Fact]
    public void Place_SeveralLevels_TakesBestPriceFirstThenFirstCome()
    {
        var worse = Place(OrderSide.Sell, 0.55m, 10m);
        var early = Place(OrderSide.Sell, 0.54m, 10m);
        var late = Place(OrderSide.Sell, 0.54m, 10m);

        var taker = Place(OrderSide.Buy, 0.60m, 15m);

        Assert.Equal((10m, 5m, 0m), (early.Matched, late.Matched, worse.Matched));
        Assert.Equal(("MATCHED", 15m * 0.54m), (taker.Status, taker.Spent));
        Assert.Equal("LIVE", late.Status);
    }

    [Fact]
    public void Place_PartOfTheBook_RestsTheRemainderOfAGtcAndDropsThatOfAFak()
    {
        Place(OrderSide.Sell, 0.54m, 10m);
        var fak = Place(OrderSide.Buy, 0.54m, 25m, TimeInForce.Fak);
        Place(OrderSide.Sell, 0.54m, 10m);
        var gtc = Place(OrderSide.Buy, 0.54m, 25m);

        var book = _state.Markets.All[0].Books[0];
        Assert.Equal((10m, "MATCHED"), (fak.Matched, fak.Status));
        Assert.Equal((10m, "LIVE"), (gtc.Matched, gtc.Status));
        Assert.Equal(15m, book.SizeAt(OrderSide.Buy, 0.54m));
        Assert.Null(book.BestAsk);
    }

    [Fact]
    public void Place_DollarBudget_SpendsItAcrossLevels()
    {
        Place(OrderSide.Sell, 0.50m, 10m);
        Place(OrderSide.Sell, 0.52m, 100m);

        var order = Place(OrderSide.Buy, 0.55m, 18.1818m, TimeInForce.Fok, budget: 10m);

        Assert.Equal(10m + decimal.Round(5m / 0.52m, 6, MidpointRounding.ToZero), order.Matched);
        Assert.InRange(order.Spent, 9.999999m, 10m);
        Assert.Equal(2, order.TradeIds.Count);
    }

    [Fact]
    public void Place_SweepOfTwoMakers_LeavesRowsThatShareTheTransaction()
    {
        Place(OrderSide.Sell, 0.50m, 10m);
        Place(OrderSide.Sell, 0.50m, 10m);

        Place(OrderSide.Buy, 0.50m, 20m);

        var taken = _state.Rows.NewestFirst().Where(r => r.IsTaker).ToArray();
        Assert.Equal(2, taken.Length);
        Assert.Single(taken.Select(r => r.TransactionHash).Distinct());
        Assert.Equal(2, _state.Rows.NewestFirst().Count(r => !r.IsTaker));
    }
}
