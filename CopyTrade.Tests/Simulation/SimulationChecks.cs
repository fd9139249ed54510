using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Simulation;

/// <summary>I1 to I5 at the end of a run; the venue's list is the truth.</summary>
internal static class SimulationChecks
{
    /// <summary>Nothing more will change by itself.</summary>
    public static bool IsSettled(SimDatabase database, SimVenue venue) => Unsettled(database, venue) is null;

    /// <summary>The first thing that is still open; null when none is.</summary>
    public static string? Unsettled(SimDatabase database, SimVenue venue)
    {
        if (SimMirrorChecks.Undecided(database) is { } undecided) return undecided;
        if (database.Orders.Values.FirstOrDefault(row => row.State == OrderStatus.Pending && !database.WaitsRightly(row)) is { } pending) return $"{database.Name(pending)} is pending";
        if (venue.Trades.Find(trade => trade.Status < SettlementStatus.Confirmed) is { } trade) return $"a match of {trade.Order.Name} is on its way";
        foreach (var order in venue.Orders.Values)
        {
            if (!database.ByVenueId.TryGetValue(order.Id, out var id)) return $"the ledger does not know {order.Name}";
            var row = database.Orders[id];
            // Given up here and ended there: the reconciler has not looked yet.
            if (row.State == OrderStatus.Error) return $"{order.Name} is at the venue and given up in the ledger";
            if (row.MatchedShares != StandingOf(venue, order)) return $"{order.Name}: {row.MatchedShares} matched, not {StandingOf(venue, order)}";
            if (order.IsOver != row.State.IsFinal()) return $"{order.Name} is {order.Status} at the venue, {row.Status} in the ledger";
        }

        foreach (var match in venue.Trades)
        {
            if (!database.ByVenueId.TryGetValue(match.Order.Id, out var id) || database.Matches.GetValueOrDefault((id, match.Id))?.Settlement != match.Status) return $"a match of {match.Order.Name} is not recorded as {match.Status}";
        }

        return null;
    }

    /// <summary>I1, when bytes leave: the ledger says already that they do.</summary>
    public static void MayLeave(World world, SimDatabase database, SimVenue venue, SignedOrder order)
    {
        var times = venue.Sendings[order.OrderId] = venue.Sendings.GetValueOrDefault(order.OrderId) + 1;
        if (!database.ByVenueId.TryGetValue(order.OrderId, out var id) || database.Orders[id] is not { } row || row.VenueOrderId != order.OrderId) world.Violate($"I1: bytes of {order.OrderId.Value[..8]} leave and the ledger does not know them");
        else if (row.Attempts < times) world.Violate($"I1: bytes of {database.Name(row)} leave for the {times}. time, and {row.Attempts} are written");
    }

    public static void NothingUnknown(World world, SimDatabase database)
    {
        if (database.Orders.Values.FirstOrDefault(row => row.State == OrderStatus.Pending && row.SignedBody is not null) is { } row) world.Violate($"I2: {database.Name(row)} unknown more than 60 s after the last restart");
    }

    public static void AtTheEnd(World world, SimDatabase database, SimVenue venue)
    {
        SimMirrorChecks.AtTheEnd(world, database, venue);
        LedgerEqualsVenue(world, database, venue);
        CountersEqualLedger(world, database, venue);
    }

    private static void LedgerEqualsVenue(World world, SimDatabase database, SimVenue venue)
    {
        foreach (var row in database.Orders.Values)
        {
            var isAtVenue = row.VenueOrderId is { } id && venue.Orders.ContainsKey(id);
            var saysSo = row.State is OrderStatus.Open or OrderStatus.Partial or OrderStatus.Filled || (row.State == OrderStatus.Canceled && row.AcceptedAt is not null);
            if (saysSo != isAtVenue) world.Violate($"I3: {database.Name(row)} is {row.Status} ({row.Failure}) in the ledger and {(isAtVenue ? "" : "not ")}at the venue");
        }
    }

    private static void CountersEqualLedger(World world, SimDatabase database, SimVenue venue)
    {
        foreach (var tenant in database.Tenants.Values)
        {
            var orders = database.Orders.Values.Where(row => row.BillingAccountId == tenant.Ref.Tenant).ToList();
            var lots = database.Lots.Values.Where(lot => database.Orders[lot.Order].BillingAccountId == tenant.Ref.Tenant).Sum(lot => lot.Remaining.Quantity);
            var held = venue.Trades.Where(trade => trade.Order.Tenant == tenant && trade.Status == SettlementStatus.Confirmed).Sum(trade => trade.Order.Terms.Side == OrderSide.Buy ? trade.Shares.Quantity : -trade.Shares.Quantity);
            if (lots != held) world.Violate($"I5: {tenant.Name} has lots of {lots} shares, the venue's wallet {held}");
            var counted = orders.Where(row => row is { IsSell: false, AuthorisedAt: not null } && row.Status != "error").Sum(row => row.Status == "canceled" ? row.MatchedShares.CostAt(row.LimitPrice).Amount : row.Notional.Amount);
            var used = database.UsageOf(tenant.Ref.Tenant, null, world.Now.AddMinutes(1)).LastDay.Amount;
            if (counted != used) world.Violate($"I5: {tenant.Name}'s window says {used}, the ledger {counted}");
            var spent = venue.Orders.Values.Where(order => order.Tenant == tenant && order.Terms.Side == OrderSide.Buy).Sum(order => StandingOf(venue, order).CostAt(order.Terms.Price).Amount);
            if (spent > used) world.Violate($"I5: {tenant.Name} spent {spent} at the venue, the window counts {used}");
        }
    }

    private static Shares StandingOf(SimVenue venue, SimOrder order) =>
        venue.Trades.Where(trade => trade.Order == order && trade.Status != SettlementStatus.Failed).Aggregate(Shares.Zero, (sum, trade) => sum + trade.Shares);
}
