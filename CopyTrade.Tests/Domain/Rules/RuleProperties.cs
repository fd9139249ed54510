using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using static CopyTrade.Tests.Domain.Rules.RuleSamples;

namespace CopyTrade.Tests.Domain.Rules;

/// <summary>What holds for every rule and every exit, over a fixed set of seeds; a failure names the seed.</summary>
public sealed class RuleProperties
{
    private const int Seeds = 2_000;

    [Fact]
    public void Evaluate_AnyWalkOfPrices_OnlyTightensAndFiresOnlyOnFreshMetPrices()
    {
        var fired = 0;
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var random = new Random(seed);
            var terms = AnyTerms(random);
            for (var step = 0; step < 50; step++)
            {
                var facts = AnyFacts(random, terms);
                var verdict = RuleEvaluator.Evaluate(facts);
                Assert.Equal(verdict, RuleEvaluator.Evaluate(facts));
                if (verdict is RuleVerdict.Tighten { Trigger: var higher })
                {
                    Assert.True(terms.Kind == RuleKind.TrailingStop && !(terms.Trigger >= higher) && higher < facts.Reading!.Value, $"seed {seed}");
                    terms = terms with { Trigger = higher };
                }

                if (verdict is not RuleVerdict.Fire { Price: var price }) continue;
                fired++;
                Assert.True(terms.IsMetAt(price) && facts.Now - facts.Reading!.At <= facts.MostAge && facts.Held.Free > Shares.Zero, $"seed {seed}");
                Assert.True(facts is { IsResolved: false, IsReady: true, SiblingExits: false } && facts.Market is not { Closed: true } and not { AcceptingOrders: false }, $"seed {seed}");
                break;
            }
        }

        Assert.True(fired > Seeds / 10, $"only {fired} rules fired");
    }

    [Fact]
    public void Next_AnyExitAgainstAnyVenue_EndsAndNeverSellsMoreThanAskedOrHeld()
    {
        var (done, rearmed) = (0, 0);
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var random = new Random(seed);
            var terms = AnyTerms(random);
            var books = Enumerable.Range(0, random.Next(1, 4)).Select(i => new BookHolding($"book{i}", Shares.Of(random.Next(1, 2_000) / 100m))).ToArray();
            var held = books.ToDictionary(book => book.Book, book => book.Free.Quantity);
            var most = terms.Action is ExitAction.SellPart { Amount: var amount } ? Math.Min(amount.Quantity, held.Values.Sum()) : held.Values.Sum();
            var (orders, now, keys) = (new List<ExitOrder>(), Now, new HashSet<IdempotencyKey>());
            ExitStep step = new ExitStep.Wait(ExitWait.Pace);
            for (var turn = 0; turn < 400 && step is not (ExitStep.Done or ExitStep.GiveUp); turn++)
            {
                var calm = turn > 200;   // then the sky clears
                var book = !calm && random.Next(8) == 0 ? null : AnyBids(random, terms, calm);
                step = ExitPlanner.Next(new(
                    Rule, 1, terms, orders, [.. held.Select(pair => new BookHolding(pair.Key, Shares.Of(pair.Value)))], Shares.Zero, Shares.Zero, book, Open, false, calm || random.Next(10) != 0, now));
                now = now.AddSeconds(random.Next(0, 20));
                if (step is not ExitStep.Place place) continue;
                foreach (var order in place.Orders)
                {
                    Assert.True(keys.Add(order.Key), $"seed {seed}: the same order twice");
                    Assert.True(order.Shares.Quantity <= held[order.Book] && order.ReduceOnly && Open.Tick.Contains(order.Limit) && !(terms.Floor > order.Limit), $"seed {seed}");
                    var matched = random.Next(3) switch { 0 => 0m, 1 => order.Shares.Quantity, _ => decimal.Round(order.Shares.Quantity * random.Next(100) / 100m, 2, MidpointRounding.ToZero) };
                    held[order.Book] -= matched;
                    orders.Add(new(place.Attempt, order.Book, OrderStatus.Canceled, Shares.Of(matched), null, null, now));
                }

                Assert.True(orders.Sum(order => order.Matched.Quantity) <= most, $"seed {seed}: sold more than asked");
            }

            var sold = orders.Sum(order => order.Matched.Quantity);
            if (step is ExitStep.Done end)
            {
                done++;
                Assert.Equal(sold, end.Sold.Quantity);
                Assert.True(end.Left == Shares.Zero && sold == most, $"seed {seed}: {end.Left} left");
            }
            else if (step is ExitStep.GiveUp { IsForGood: false })
            {
                rearmed++;
                Assert.Equal(0m, sold);
            }
            else
            {
                Assert.True(step is ExitStep.GiveUp || terms.Floor is not null, $"seed {seed}: still {step}");
            }
        }

        Assert.True(done > Seeds / 2 && rearmed > 0, $"{done} done, {rearmed} rearmed");
    }

    [Fact]
    public void With_AnySequence_IsWhatAFullRecordWouldSay()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var random = new Random(seed);
            var all = Enumerable.Range(0, random.Next(1, 60))
                .Select(i => new EvaluatedPrice(Now.AddSeconds(i), random.Next(5) == 0 ? null : Price.Of(random.Next(1, 100) / 100m), null, HoldReason.NotMet)).ToArray();

            var summary = all.Skip(1).Aggregate(EvaluationSummary.Of(all[0]), (sum, next) => sum.With(next));

            var priced = all.Where(one => one.Price is not null).ToArray();
            Assert.Equal(new EvaluationSummary(all.Length, all[0], all[^1], priced.MinBy(one => one.Price!.Value), priced.MaxBy(one => one.Price!.Value)), summary);
        }
    }

    private static RuleTerms AnyTerms(Random random)
    {
        var terms = random.Next(3) switch
        {
            0 => Stop(random.Next(1, 100) / 100m),
            1 => Profit(random.Next(1, 100) / 100m),
            _ => Trailing(random.Next(1, 1_000) / 10.1m),
        };
        return terms with
        {
            Action = random.Next(2) == 0 ? ExitAction.SellAll.Instance : new ExitAction.SellPart(Shares.Of(random.Next(1, 3_000) / 100m)),
            Floor = random.Next(4) == 0 ? Price.Of(random.Next(1, 60) / 100m) : null,
            MaxSlippagePercent = random.Next(0, 101),
        };
    }

    private static RuleFacts AnyFacts(Random random, RuleTerms terms)
    {
        var held = random.Next(6) == 0 ? HeldPosition.None : new HeldPosition(Shares.Of(random.Next(0, 2_000) / 100m), Shares.Of(random.Next(0, 2)), Shares.Of(random.Next(0, 2)));
        var reading = random.Next(10) == 0 ? null : PriceReader.Read((PriceSource)random.Next(4), AnyBids(random, terms, calm: false), Price.Of(random.Next(0, 101) / 100m), held.Free);
        return new(
            terms, held, random.Next(2) == 0, reading, random.Next(10) == 0 ? null : Open with { AcceptingOrders = random.Next(20) != 0, Closed = random.Next(50) == 0 },
            random.Next(100) == 0, random.Next(20) != 0, random.Next(20) == 0, TimeSpan.FromSeconds(60), Now.AddSeconds(random.Next(0, 70)));
    }

    private static OrderBook AnyBids(Random random, RuleTerms terms, bool calm)
    {
        var best = calm ? Math.Max(random.Next(40, 90) / 100m, terms.Floor?.Value ?? 0m) : random.Next(1, 100) / 100m;
        return Bids([.. Enumerable.Range(0, calm ? 5 : random.Next(0, 6)).Select(i => (best - (i * 0.01m), random.Next(1, calm ? 5_000 : 500) / 10m)).Where(level => level.Item1 > 0m)]);
    }
}
