using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Trading;
using static CopyTrade.Tests.Domain.Rules.RuleSamples;

namespace CopyTrade.Tests.Domain.Rules;

/// <summary>Whole lives of rules on one position, over a fixed set of seeds: two hosts that know old versions and die at any moment, an owner who edits, prices that jump, sales that match in part. A failure names the seed.</summary>
public sealed class RuleHistoryTests
{
    private const int Seeds = 1_500;

    [Fact]
    public void Rules_InAnyHistory_FireOncePerVersionSellWhatIsHeldAndEnd()
    {
        var (fired, cancelled) = (0, 0);
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var history = new History(seed);
            history.Run();
            fired += history.Fired;
            cancelled += history.Rules.Values.Count(rule => rule.Status == RuleStatus.Canceled);
        }

        Assert.True(fired > Seeds && cancelled > Seeds / 2, $"{fired} fired, {cancelled} cancelled");
    }

    private sealed class History
    {
        private readonly int _seed;
        private readonly Random _random;
        private readonly Dictionary<RuleId, List<ExitOrder>> _running = [];
        private readonly Dictionary<RuleId, decimal> _soldBy = [];
        private readonly HashSet<(RuleId, int)> _claims = [];
        private readonly HashSet<IdempotencyKey> _keys = [];
        private readonly List<(RuleId Rule, int Index, decimal Shares)> _pending = [];
        private readonly Dictionary<RuleId, TradeRule>[] _known;
        private decimal _held = 30m;
        private decimal _sold;
        private decimal _price = 0.5m;
        private DateTimeOffset _now = Now;

        public History(int seed)
        {
            (_seed, _random) = (seed, new Random(seed));
            var bracket = Guid.NewGuid();
            Add(_random.Next(2) == 0 ? Stop(0.4m) : Trailing(20m), bracket);
            Add(Profit(0.7m), bracket);
            Add(Stop(0.45m) with { Action = new ExitAction.SellPart(Shares.Of(10m)) }, null);
            _known = [new(Rules), new(Rules)];
        }

        public Dictionary<RuleId, TradeRule> Rules { get; } = [];

        public int Fired { get; private set; }

        public void Run()
        {
            for (var turn = 0; turn < 300; turn++) Turn();
            // The sky clears: every price is met, nobody dies and nobody edits.
            _price = 0.3m;
            for (var turn = 0; turn < 200; turn++)
            {
                _now = _now.AddSeconds(20);
                _known[0] = new(Rules);
                Judge(0, survives: true);
                Follow(survives: true);
                Answer(isCalm: true);
            }

            Assert.Empty(_running);
            Assert.Equal(30m, _held + _sold);
            Assert.All(Rules.Values, rule => Assert.True(rule.Status == RuleStatus.Triggered || rule.Status.IsOver() || (_held > 0m && !rule.Terms.IsMetAt(Price.Of(_price))), $"seed {_seed}: {rule.Terms.Kind} is still {rule.Status}"));
        }

        private void Turn()
        {
            _now = _now.AddSeconds(_random.Next(0, 5));
            var host = _random.Next(2);
            switch (_random.Next(8))
            {
                case 0: _price = _random.Next(5, 95) / 100m; break;
                case 1: _price = Math.Clamp(_price + (_random.Next(-3, 4) / 100m), 0.02m, 0.95m); break;
                case 2: _known[host] = new(Rules); break;
                case 3 or 4: Judge(host, survives: _random.Next(3) != 0); break;
                case 5: Follow(survives: _random.Next(3) != 0); break;
                case 6: Answer(isCalm: false); break;
                default: Edit(); break;
            }
        }

        private void Add(RuleTerms terms, Guid? bracket)
        {
            var id = new RuleId(new Guid(_seed, (short)Rules.Count, 0, [0, 0, 0, 0, 0, 0, 0, 1]));
            Rules[id] = new(id, default, terms, bracket, RuleStatus.Active, 1, true, 0, null, null, null, Now, Now, null);
        }

        private HeldPosition Held() => new(Shares.Of(_held - Outgoing), Shares.Zero, Shares.Of(Outgoing));

        private decimal Outgoing => _pending.Sum(order => order.Shares);

        // What the claim does in the database: only from the version that was judged, all of it or nothing.
        private void Judge(int host, bool survives)
        {
            foreach (var rule in _known[host].Values.Where(rule => rule.Status == RuleStatus.Active))
            {
                var reading = PriceReader.Read(PriceSource.BestBid, Bids((_price, 1_000m)) with { ReadAt = _now }, null, Shares.Zero) with { Covered = Shares.Of(1_000m) };
                var exits = rule.Bracket is { } bracket && _running.Keys.Any(other => other != rule.Id && Rules[other].Bracket == bracket);
                var verdict = RuleEvaluator.Evaluate(Facts(rule.Terms, reading) with { Held = Held(), Now = _now, SiblingExits = exits });
                var stored = Rules[rule.Id];
                if (!survives || verdict is RuleVerdict.Hold || stored.Version != rule.Version) continue;
                switch (verdict)
                {
                    case RuleVerdict.Tighten { Trigger: var higher }:
                        Assert.True(!(stored.Terms.Trigger >= higher), $"seed {_seed}: a trailing stop came down");
                        Rules[rule.Id] = stored with { Version = stored.Version + 1, Terms = stored.Terms with { Trigger = higher } };
                        break;
                    case RuleVerdict.Fire:
                        Assert.True(_claims.Add((rule.Id, rule.Version)), $"seed {_seed}: fired twice");
                        Move(rule.Id, RuleMove.Claim);
                        _running.Add(rule.Id, []);
                        _soldBy[rule.Id] = 0m;
                        Fired++;
                        break;
                    case RuleVerdict.Close:
                        Move(rule.Id, RuleMove.Cancel);
                        break;
                }
            }
        }

        private void Follow(bool survives)
        {
            if (!survives) return;   // its transaction is gone with it, and nothing was sent
            foreach (var (id, orders) in _running.ToList())
            {
                var rule = Rules[id];
                var step = ExitPlanner.Next(new(id, rule.Exits, rule.Terms, orders, [new("book", Held().Free)], Shares.Zero, Held().Outgoing, Bids((_price, 1_000m)), Open, false, true, _now));
                switch (step)
                {
                    case ExitStep.Place place:
                        var order = place.Orders.Single();
                        Assert.True(_keys.Add(order.Key), $"seed {_seed}: the same order twice");
                        Assert.True(order.Shares <= Held().Free, $"seed {_seed}: more than is free");
                        orders.Add(new(place.Attempt, "book", OrderStatus.Pending, Shares.Zero, null, null, _now));
                        _pending.Add((id, orders.Count - 1, order.Shares.Quantity));
                        break;
                    case ExitStep.Done done:
                        End(id, RuleMove.Complete);
                        if (done.Left == Shares.Zero && rule.Terms.Action is ExitAction.SellAll)
                        {
                            foreach (var sibling in Rules.Values.Where(other => other.Bracket is { } bracket && bracket == rule.Bracket && other.Id != id && other.Status == RuleStatus.Active).ToList()) Move(sibling.Id, RuleMove.Cancel);
                        }

                        break;
                    case ExitStep.GiveUp { IsForGood: var isForGood }:
                        Assert.Equal(0m, _soldBy[id]);
                        End(id, isForGood ? RuleMove.Fail : RuleMove.Rearm);
                        break;
                }
            }
        }

        private void Answer(bool isCalm)
        {
            foreach (var (id, index, shares) in _pending.ToList())
            {
                var matched = isCalm ? shares : _random.Next(3) switch { 0 => 0m, 1 => shares, _ => decimal.Round(shares * _random.Next(100) / 100m, 2, MidpointRounding.ToZero) };
                (_held, _sold, _soldBy[id]) = (_held - matched, _sold + matched, _soldBy[id] + matched);
                Assert.True(_held >= 0m && !(Rules[id].Terms.Action is ExitAction.SellPart { Amount.Quantity: var most } && _soldBy[id] > most), $"seed {_seed}: oversold");
                _running[id][index] = _running[id][index] with { Status = OrderStatus.Canceled, Matched = Shares.Of(matched), ChangedAt = _now };
            }

            _pending.Clear();
        }

        private void Edit()
        {
            var rule = Rules.Values.ElementAt(_random.Next(Rules.Count));
            if (_random.Next(20) == 0) Move(rule.Id, RuleMove.Cancel);
            else if (RuleCheck.ChangeProblem(rule.Status, Price.Of(_price)) is null) Rules[rule.Id] = rule with { Version = rule.Version + 1, Terms = rule.Terms with { Trigger = Price.Of(Math.Clamp(_price + (rule.Terms.IsStop ? -0.1m : 0.1m), 0.01m, 0.99m)) } };
        }

        private void End(RuleId id, RuleMove move)
        {
            _running.Remove(id);
            Move(id, move);
        }

        private void Move(RuleId id, RuleMove move)
        {
            var rule = Rules[id];
            if (RuleLifecycle.Next(rule.Status, move) is { } next) Rules[id] = rule with { Status = next, Version = rule.Version + 1, Exits = rule.Exits + (move == RuleMove.Claim ? 1 : 0) };
        }
    }
}
