using System.Globalization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Simulation;

/// <summary>
/// The venue and the network to it. It takes an order once for each hash, matches and settles it in its own time, and
/// tells by a user channel that loses, repeats and reorders. What it accepted is the truth of a run.
/// </summary>
internal sealed class SimVenue(World world, Weather weather, Planted planted)
{
    private readonly List<(SimProcess Process, Action<SimTenant, UserEvent> Heard)> _channels = [];
    private readonly Dictionary<VenueOrderId, (OrderTerms Terms, long Cause)> _signed = [];
    private readonly HashSet<(SimTenant, long)> _causes = [];
    private (VenueErrorCode Code, string Words, DateTimeOffset Until) _restriction;

    public Dictionary<VenueOrderId, SimOrder> Orders { get; } = [];

    public List<SimTrade> Trades { get; } = [];

    /// <summary>How often the bytes of an order left a process.</summary>
    public Dictionary<VenueOrderId, int> Sendings { get; } = [];

    public void Signed(VenueOrderId id, OrderTerms terms, long cause) => _signed[id] = (terms, cause);

    public void Listen(SimProcess process, Action<SimTenant, UserEvent> heard) => _channels.Add((process, heard));

    public void Restrict(TimeSpan span)
    {
        var (code, words) = world.Random.Next(3) switch
        {
            0 => (VenueErrorCode.RateLimited, "HTTP 429"),
            1 => (VenueErrorCode.VenueRestricted, "HTTP 425: the engine restarts"),
            _ => (VenueErrorCode.VenueRestricted, "HTTP 503: post-only"),
        };
        _restriction = (code, words, world.Now + span);
        world.Note($"venue answers {words} for {span.TotalSeconds:0.0} s");
    }

    /// <summary>Bytes leave a process. They arrive, or not, or late, or twice, whether that process still lives or not; so does the answer.</summary>
    public void Transmit(SimProcess sender, SimTenant tenant, SignedOrder order, Action<SubmitOutcome> answered)
    {
        if (world.Happens(weather.RequestLost))
        {
            world.Note($"request {NameOf(tenant, order)} of {sender.Name} lost");
            if (world.Happens(0.5)) world.After(world.Between(0.01, 1), sender, () => answered(new SubmitOutcome.Unknown("connection reset")));
            return;
        }

        var wait = world.Happens(weather.RequestLate) ? world.Between(4, 25) : world.Between(0.005, 0.06);
        var refuses = world.Happens(weather.Refused);
        var isTwice = world.Happens(weather.RequestTwice);
        world.After(wait, null, () =>
        {
            var outcome = Receive(tenant, order, refuses);
            Answer(sender, outcome, answered);
            if (isTwice && outcome is SubmitOutcome.Accepted) world.After(world.Between(0, 3), null, () => Answer(sender, Receive(tenant, order, refuses), answered));
        });
    }

    public OrderLookup Find(VenueOrderId id) => !Orders.TryGetValue(id, out var order) || (world.Now - order.AcceptedAt < TimeSpan.FromSeconds(1.5) && world.Happens(weather.LookupFails))
        ? new OrderLookup.NotFound()
        : new OrderLookup.Found(order.Status, order.Terms.Shares, order.Matched, []);

    /// <summary>Takes an order from the book; what is over or not here is refused.</summary>
    public CancelOutcome TakeBack(VenueOrderId id)
    {
        if (!Orders.TryGetValue(id, out var order)) return new CancelOutcome.Refused("not found");
        if (order.IsOver) return order.Status == VenueOrderStatus.Canceled ? new CancelOutcome.Cancelled() : new CancelOutcome.Refused("matched");
        world.Note($"venue cancels {order.Name}");
        Cancel(order);
        return new CancelOutcome.Cancelled();
    }

    private SubmitOutcome Receive(SimTenant tenant, SignedOrder order, bool refuses)
    {
        var outcome = Judge(tenant, order, refuses);
        world.Note($"venue got {NameOf(tenant, order)} {order.OrderId.Value[..8]}: {outcome.GetType().Name} {(outcome as SubmitOutcome.Rejected)?.Message}");
        return outcome;
    }

    private SubmitOutcome Judge(SimTenant tenant, SignedOrder order, bool refuses)
    {
        if (world.Now < _restriction.Until) return new SubmitOutcome.Rejected(_restriction.Code, _restriction.Words, TimeSpan.FromSeconds(1 + world.Random.Next(3)));
        if (Orders.ContainsKey(order.OrderId)) return new SubmitOutcome.Rejected(VenueErrorCode.DuplicateOrder, $"order {order.OrderId} is invalid. Duplicated.");
        if (refuses) return new SubmitOutcome.Rejected(VenueErrorCode.InsufficientBalance, "not enough balance");
        var (terms, cause) = _signed[order.OrderId];
        var accepted = new SimOrder(tenant, order, terms, cause, world.Now);
        if (!_causes.Add((tenant, cause))) world.Violate($"I1: a second order accepted for {accepted.Name}");
        Orders[order.OrderId] = accepted;
        return new SubmitOutcome.Accepted(order.OrderId, Live(accepted));
    }

    private void Answer(SimProcess sender, SubmitOutcome outcome, Action<SubmitOutcome> answered)
    {
        // Answers have to be lost often for that planted bug to be met at all.
        if (world.Happens(planted == Planted.DuplicateIsRefusal ? 0.6 : weather.AnswerLost)) return;
        var heard = world.Happens(weather.AnswerBroken) ? new SubmitOutcome.Unknown("HTTP 500") : outcome;
        world.After(world.Between(0.002, 0.05), sender, () => answered(heard));
    }

    /// <summary>What becomes of an accepted order.</summary>
    private PlacementStatus Live(SimOrder order)
    {
        var half = Shares.RoundDown(order.Terms.Shares.Quantity / 2, 2);
        switch (world.Random.Next(20))
        {
            case < 11:
                Match(order, order.Terms.Shares);
                return PlacementStatus.Matched;
            case < 14 when half > Shares.Zero:
                Match(order, half);
                Later(order, 0.2, 20, () => End(order, order.Terms.Shares - half));
                return PlacementStatus.Matched;
            case < 16:
                Later(order, 0.2, 20, () => End(order, order.Terms.Shares));
                return PlacementStatus.Live;
            case < 17:
                return PlacementStatus.Live;
            case < 19:
                order.Status = VenueOrderStatus.Delayed;
                Later(order, 0.2, 3, () => End(order, order.Terms.Shares));
                return PlacementStatus.Delayed;
            default:
                Later(order, 0, 0.01, () => Cancel(order));
                return PlacementStatus.Live;
        }
    }

    private void Later(SimOrder order, double least, double most, Action what) => world.After(world.Between(least, most), null, () =>
    {
        if (!order.IsOver) what();
    });

    private void End(SimOrder order, Shares rest)
    {
        if (world.Happens(0.6)) Match(order, rest);
        else Cancel(order);
    }

    private void Cancel(SimOrder order)
    {
        order.Status = VenueOrderStatus.Canceled;
        Tell(order.Tenant, new UserEvent.Order(new(order.Id, order.Status, order.Matched, "killed")));
    }

    private void Match(SimOrder order, Shares shares)
    {
        order.Matched += shares;
        order.Status = order.Matched >= order.Terms.Shares ? VenueOrderStatus.Matched : VenueOrderStatus.Live;
        var trade = new SimTrade(string.Create(CultureInfo.InvariantCulture, $"t{Trades.Count}"), order, shares, world.Now);
        Trades.Add(trade);
        world.Note($"venue matched {shares} of {order.Name}");
        Tell(order.Tenant, new UserEvent.Order(new(order.Id, order.Status, order.Matched, null)));
        Tell(order.Tenant, new UserEvent.Trade([trade.View(planted)]));
        if (world.Happens(weather.SettlementFails / 2)) Advance(trade, world.Between(0.5, 2), SettlementStatus.Retrying);
        var fails = world.Happens(weather.SettlementFails);
        if (!fails) Advance(trade, world.Between(2, 4), SettlementStatus.Mined);
        Advance(trade, world.Between(4, 7), fails ? SettlementStatus.Failed : SettlementStatus.Confirmed);
    }

    private void Advance(SimTrade trade, TimeSpan wait, SettlementStatus status) => world.After(wait, null, () =>
    {
        trade.Status = status;
        world.Note($"venue: {trade.Shares} of {trade.Order.Name} {status}");
        Tell(trade.Order.Tenant, new UserEvent.Trade([trade.View(planted)]));
    });

    private void Tell(SimTenant tenant, UserEvent news)
    {
        foreach (var (process, heard) in _channels)
        {
            if (!process.IsAlive || world.Happens(weather.EventLost)) continue;
            for (var copies = world.Happens(weather.EventTwice) ? 2 : 1; copies > 0; copies--) world.After(world.Between(0.01, 0.05 + weather.EventDelay), process, () => heard(tenant, news));
        }
    }

    private string NameOf(SimTenant tenant, SignedOrder order) => $"{tenant.Name} {_signed[order.OrderId].Terms.Side} {_signed[order.OrderId].Terms.Shares} of {_signed[order.OrderId].Terms.Token}";
}
