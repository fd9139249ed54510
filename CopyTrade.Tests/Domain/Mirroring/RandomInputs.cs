using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Builders;

namespace CopyTrade.Tests.Domain.Mirroring;

/// <summary>Inputs of the planner made from a seed: every policy, every rule, anything unknown, small and absurd amounts. A seed gives the same input for ever.</summary>
internal sealed class RandomInputs(int seed)
{
    private static readonly decimal[] Ticks = [0.1m, 0.01m, 0.005m, 0.0025m, 0.001m, 0.0001m];
    private static readonly DateTimeOffset Now = MirrorInputBuilder.Now;
    private readonly Random _random = new(seed);

    public MirrorInput Next()
    {
        var aggregates = Chance(20);
        return new MirrorInputBuilder
        {
            Side = Chance(70) ? OrderSide.Buy : OrderSide.Sell,
            Price = _random.Next(0, 1_000_001) / 1_000_000m,
            TheirShares = Amount() + 0.000001m,
            Age = TimeSpan.FromSeconds(_random.Next(-5, 70)),
            Sizing = Policy(),
            MaxPerTrade = Amount() + 0.01m,
            FilterPercentile = _random.Next(50, 100),
            Tick = Ticks[_random.Next(Ticks.Length)],
            MinimumShares = Chance(10) ? 0m : _random.Next(0, 2_000) / 100m,
            MinimumNotional = Chance(10) ? 0m : _random.Next(0, 300) / 100m,
            EndsAt = Chance(50) ? null : Now.AddMinutes(_random.Next(-2, 300)),
            AcceptingOrders = Chance(95),
            Closed = Chance(3),
            MarketKnown = Chance(97),
            OppositeKnown = Chance(90),
            Category = Maybe("Sports"),
            Snapshot = Snapshot(),
            Rules = Chance(10) ? null : Rules(aggregates),
            Context = Chance(15) ? null : Context(),
            Book = Chance(40) ? null : Book(),
            Group = aggregates ? Group() : null,
        }.Build();
    }

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T? Maybe<T>(T value) where T : class => Chance(50) ? value : null;

    private decimal? Maybe(Func<decimal> value) => Chance(25) ? value() : null;

    // Mostly everyday amounts, sometimes none, sometimes a fortune.
    private decimal Amount() => _random.Next(10) switch
    {
        0 => 0m,
        1 => _random.NextInt64(0, 1_000_000_000_000_000) / 1_000m,
        _ => _random.Next(0, 100_000_000) / 1_000_000m,
    };

    private SizingPolicy Policy() => _random.Next(8) switch
    {
        0 => new SizingPolicy.MinBet(),
        1 => new SizingPolicy.Fixed(Usdc.Of(Amount() + 0.000001m)),
        2 => new SizingPolicy.Percentage(_random.Next(1, 10_001) / 100m),
        3 => new SizingPolicy.Tiered([.. Enumerable.Range(0, _random.Next(4)).Select(i => new SizingTier(Usdc.Of(i * 30m), Chance(30) ? null : Usdc.Of((i * 30m) + 20m), _random.Next(0, 30_000) / 10_000m))]),
        4 => new SizingPolicy.TargetPercentile(),
        5 => new SizingPolicy.TargetPercentileScaled(),
        6 => new SizingPolicy.PositionGap(Usdc.Of(Amount() + 1m), Usdc.Of(Amount() + 1m)),
        _ => new SizingPolicy.MirrorFillExact(),
    };

    private CopyRules Rules(bool aggregates) => new CopyRules
    {
        TargetMinimumUsdc = Maybe(Amount), OwnMinimumUsdc = Maybe(Amount), MaxAgeSeconds = Chance(20) ? _random.Next(0, 90) : null, MinPrice = Maybe(Unit), MaxPrice = Maybe(Unit),
        Markets = Chance(90) ? null : new([], Chance(50) ? [MirrorInputBuilder.Condition] : []), Categories = Chance(80) ? null : new(Chance(50) ? ["sports"] : [], Chance(50) ? ["POLITICS"] : []),
        VwapTolerance = Maybe(Unit), DominanceMinimum = Maybe(Unit), EndMarginMinutes = Chance(20) ? _random.Next(0, 100) : null, MaxSpread = Maybe(Unit), MinDepthUsdc = Maybe(Amount),
        MaxSlippagePercent = Maybe(() => _random.Next(0, 2_000) / 100m), CooldownSeconds = Chance(20) ? _random.Next(0, 100) : null, MaxTradesPerHour = Chance(20) ? _random.Next(0, 5) : null,
        MaxPerMarketUsdc = Maybe(Amount), MaxPerTargetUsdc = Maybe(Amount), MaxTotalUsdc = Maybe(Amount), MaxDailyLossUsdc = Maybe(Amount),
        FollowUps = Chance(30) ? null : new FollowUpRules((FollowUpMode)_random.Next(4), Amount(), _random.Next(0, 8), Unit(), Amount(), Unit(), Unit()),
        OrderType = (TimeInForce?)new TimeInForce?[] { null, TimeInForce.Gtc, TimeInForce.Fak, TimeInForce.Fok }[_random.Next(4)], ReplaceThreshold = Maybe(Unit),
        AggregateSeconds = aggregates ? 60 : null, SellFraction = Chance(70) ? SellFraction.Proportional : SellFraction.All, SmallSell = Chance(50) ? SmallSell.Keep : SmallSell.SellAll,
    }.Over(Chance(50) ? CopyRules.Platform : CopyRules.None);

    private decimal Unit() => _random.Next(0, 1_000_001) / 1_000_000m;

    private MirrorSnapshot Snapshot() => new(
        Chance(2), Chance(5) ? null : Shares.Of(Chance(50) ? 0m : Amount()), Chance(30) ? null : Shares.Of(Chance(50) ? 0m : Amount()), Usdc.Of(Chance(50) ? 0m : Amount()),
        Chance(80) ? 0 : _random.Next(1, 3), Chance(5) ? null : Usdc.Of(Amount()),
        Chance(10) ? null : new OwnExposure(Money(), Money(), Money(), Chance(20) ? null : Money(), Chance(20) ? null : -Money(), Chance(20) ? null : _random.Next(0, 6), Chance(50) ? null : Now.AddSeconds(-_random.Next(0, 200)), Money()),
        Chance(50) ? null : new RestingOrder(new OrderId(Guid.Empty), Chance(80) ? MirrorInputBuilder.Token : MirrorInputBuilder.Opposite, Price.Of(Unit()), Money(), Chance(80)));

    private Usdc Money() => Usdc.Of(Chance(40) ? 0m : Amount());

    private TargetContext Context() => new(
        Chance(15) ? null : Holding(), Chance(40) ? null : Holding(), Chance(20) ? null : Usdc.Of(Amount()),
        Chance(40) ? null : new PositionStatistic(Now, 30, _random.Next(0, 500), Usdc.Of(Amount()), Usdc.Of(Amount()), Usdc.Of(Amount()), Usdc.Of(Amount()), Usdc.Of(Amount())),
        Chance(40) ? null : Usdc.Of(Amount()));

    private TargetHolding Holding() => new(Shares.Of(Chance(20) ? 0m : Amount()), Chance(10) ? null : Usdc.Of(Amount()));

    private BookFacts Book() => new(Chance(15) ? null : Price.Of(Unit()), Chance(15) ? null : Price.Of(Unit()), Usdc.Of(Amount()), Now);

    private FillGroup Group() => new(Guid.Empty, [.. Enumerable.Range(0, _random.Next(4)).Select(i => new GroupMember(
        FillId.Parse($"data-api:{i}"), Shares.Of(Amount() + 0.000001m), Price.Of(Unit()), Now.AddSeconds(-i)))]);
}
