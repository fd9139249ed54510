using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading.Orders;

namespace CopyTrade.Tests.Simulation;

/// <summary>What must hold whenever the router commits an order, and of its decisions at the end.</summary>
internal static class SimMirrorChecks
{
    // Fees and the cent by which a match is dearer than its limit come after the decision.
    private const decimal Tolerance = 0.6m;

    /// <summary>The target is followed still, and no ceiling is passed, whatever ran at the same time.</summary>
    /// <param name="world">The run.</param>
    /// <param name="database">With the commit in it.</param>
    /// <param name="row">The new order.</param>
    /// <param name="later">Orders of the same commit that were judged after this one.</param>
    /// <param name="sawEverything">False when what is at stake changed since it was read.</param>
    public static void Added(World world, SimDatabase database, OrderRow row, IReadOnlyList<OrderRow> later, bool sawEverything)
    {
        if (row.Origin == "rule") return;
        var target = database.TargetOf(row);
        if (target.DisabledAt is not null) world.Violate($"I2: {database.Name(row)} was written after its target was given up");
        if (row.IsSell || !sawEverything || !database.HasOneRouter) return;
        var rules = CopyRules.Effective(target.Rules, null);
        var exposure = new SimExposure(database, row.CreatedAt);
        var intent = exposure.Intent(row.BillingAccountId).Where(entry => !IsReplaced(database, entry.Order) && !later.Contains(entry.Order)).ToList();
        Within(world, database, row, "its token", target.MaxPerTrade.Amount, intent.Where(entry => entry.Order.Book == row.Book && entry.Order.TokenId == row.TokenId).Sum(entry => entry.Dollars));
        Within(world, database, row, "its market", rules.MaxPerMarketUsdc, intent.Where(entry => entry.Order.ConditionId == row.ConditionId).Sum(entry => entry.Dollars));
        Within(world, database, row, "its target", rules.MaxPerTargetUsdc, intent.Where(entry => entry.Order.Book == row.Book).Sum(entry => entry.Dollars));
        Within(world, database, row, "all markets", rules.MaxTotalUsdc, intent.Sum(entry => entry.Dollars));
        // What a successor replaces, and what the same commit ordered after this, was not yet to be paid for.
        var excused = database.Orders.Values.Where(other => other.BillingAccountId == row.BillingAccountId && !other.IsSell && SimExposure.IsUnfinished(other) && (IsReplaced(database, other) || later.Contains(other)));
        var free = exposure.Free(row.BillingAccountId) + excused.Sum(other => other.LimitPrice.Value * (other.Shares - other.MatchedShares).Quantity);
        if (free < -Tolerance) world.Violate($"I5: {database.Name(row)} was ordered with {free} left in the wallet");
    }

    public static void AtTheEnd(World world, SimDatabase database, SimVenue venue)
    {
        foreach (var decision in database.Decisions.Values.Where(decision => decision.Order is not null))
        {
            if (!database.Orders.ContainsKey(decision.Order!.Value)) world.Violate($"I2: fill {decision.Fill} of {database.Tenants[decision.Tenant].Name} is placed in an order that is not there");
        }

        var causes = database.Decisions.Values.Where(decision => decision.Order is not null)
            .Select(decision => (database.Tenants[decision.Tenant], OrderDerivation.SaltOf(database.Orders[decision.Order!.Value].IdempotencyKey)))
            .Concat(database.Orders.Values.Where(row => row.Origin == "rule").Select(row => (database.Tenants[row.BillingAccountId], OrderDerivation.SaltOf(row.IdempotencyKey)))).ToHashSet();
        foreach (var order in venue.Orders.Values.Where(order => !causes.Contains((order.Tenant, order.Cause)))) world.Violate($"I1: {order.Name} is at the venue and was never decided");
        foreach (var same in database.Decisions.Values.SelectMany(decision => decision.Members.Select(member => (decision.Tenant, decision.Target, member.Fill))).GroupBy(member => member).Where(same => same.Count() > 1))
            world.Violate($"I5: the small fill {same.Key.Fill} of {database.Tenants[same.Key.Tenant].Name} was added up in {same.Count()} orders");
        foreach (var sale in database.Matches.Values.Where(match => match.Settlement == SettlementStatus.Confirmed && database.Orders[match.Order].IsSell))
        {
            if (database.ClosedBySell.GetValueOrDefault(sale.Id) != sale.Shares) world.Violate($"I5: {database.Name(database.Orders[sale.Order])} sold {sale.Shares}, of which {database.ClosedBySell.GetValueOrDefault(sale.Id)} were its book's");
        }
    }

    /// <summary>The first fill that is not seen, not routed, or not decided by somebody who follows; null when there is none.</summary>
    public static string? Undecided(SimDatabase database)
    {
        foreach (var same in database.Fills.SelectMany(fill => fill.Rows).GroupBy(row => (row.Wallet, row.Transaction, row.Token, row.Side)))
        {
            var seen = database.Observed.Values.Where(row => (row.Fill.Wallet, row.Fill.Transaction, row.Fill.Token, row.Fill.Side) == same.Key).Sum(row => row.Fill.Shares.Quantity);
            if (seen != same.Sum(row => row.Shares.Quantity)) return $"{seen} of {same.Sum(row => row.Shares.Quantity)} shares seen of {same.Key.Side} {same.Key.Token} in {same.Key.Transaction.Value[^4..]}";
        }

        foreach (var row in database.Observed.Values)
        {
            if (row.RoutedAt is not { } routed) return $"fill {row.Fill.Id} is not routed";
            foreach (var target in database.Targets.Values.Where(target => target.Wallet == row.Fill.Wallet && !(target.DisabledAt <= (row.EndedAt ?? routed).AddSeconds(3)) && !database.Decisions.ContainsKey((target.Tenant, target.Key, row.Fill.Id))))
                return $"{database.Tenants[target.Tenant].Name} has no decision on fill {row.Fill.Id}";
        }

        return null;
    }

    private static bool IsReplaced(SimDatabase database, OrderRow order) => database.Orders.Values.Any(row => row.Replaces == order.Id && row.WaitingFor == "replaced_order" && row.State == OrderStatus.Pending);

    private static void Within(World world, SimDatabase database, OrderRow row, string what, decimal? ceiling, decimal dollars)
    {
        if (ceiling is > 0m and var most && dollars > most + Tolerance) world.Violate($"I5: {database.Name(row)} brings {what} to {dollars} dollars of {most}");
    }
}
