using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Infrastructure.Mirroring;

namespace CopyTrade.Tests.Simulation;

/// <summary>Fills the router's own <see cref="MirrorFacts"/> from the rows of the simulation, as <c>MirrorFactsReader</c> does from PostgreSQL.</summary>
internal static class SimFacts
{
    public static MirrorFacts Read(SimDatabase database, FactNeeds needs, IReadOnlyCollection<TenantRef> tenants, DateTimeOffset now, Planted planted)
    {
        var facts = new MirrorFacts(needs);
        var (asked, tokens) = (needs.Fills.ToHashSet(), needs.Tokens.ToHashSet());
        foreach (var fill in database.Observed.Values.Where(row => asked.Contains(row.Fill.Id.Value))) facts.Targets.AddBefore(fill.Fill.Id.Value, fill.Before);
        foreach (var decision in database.Decisions.Values.Where(decision => asked.Contains(decision.Fill.Value))) facts.AddDecided(decision.Tenant, decision.Target, decision.Fill.Value);
        foreach (var row in database.Waiting.Values.Select(waiting => waiting.Row).Where(row => needs.Summed.Contains(row.TargetKey.Value) && tokens.Contains(row.Token)).OrderBy(row => row.FilledAt).ThenBy(row => row.FillId.Value, StringComparer.Ordinal)) facts.Groups.Add(row);
        foreach (var ((tenant, target, condition), costs) in database.Baselines) facts.Targets.AddBaseline(tenant, target, condition, costs);
        var exposure = new SimExposure(database, now);
        foreach (var tenant in tenants) AddOwn(facts, database, exposure, needs, tenant.Tenant, now, planted);
        return facts;
    }

    private static void AddOwn(MirrorFacts facts, SimDatabase database, SimExposure exposure, FactNeeds needs, TenantId tenant, DateTimeOffset now, Planted planted)
    {
        foreach (var (order, dollars) in exposure.Intent(tenant))
        {
            // The planted bug: what was ordered a moment ago is counted later.
            if (planted != Planted.BudgetAfterwards || now - order.CreatedAt > TimeSpan.FromSeconds(5)) facts.Exposure.Add(tenant, order.Book, order.ConditionId.Value, order.TokenId.Value, dollars);
        }

        foreach (var (order, shares) in exposure.Held(tenant)) facts.AddHeld(tenant, order.Book, order.TokenId.Value, shares);
        if (needs.HasSells)
        {
            foreach (var (order, shares) in exposure.Incoming(tenant)) facts.AddIncoming(tenant, order.Book, order.TokenId.Value, shares);
        }

        foreach (var row in database.Orders.Values.Where(row => row.BillingAccountId == tenant && SimExposure.IsUnfinished(row)))
        {
            facts.AddResting(tenant, row.Book, row.ConditionId.Value, 1);
            if (database.Places.Contains(row.Id)) facts.SetRestingBuy(tenant, row.Book, row.ConditionId.Value, new RestingOrder(row.Id, row.TokenId, row.LimitPrice, Usdc.RoundDown(row.LimitPrice.Value * (row.Shares - row.MatchedShares).Quantity), row.AcceptedAt is not null));
        }

        facts.SetFree(tenant, exposure.Free(tenant));
        if (!needs.Paced.Contains(tenant.Value)) return;
        var entries = database.Decisions.Values.Where(decision => decision.Tenant == tenant && decision.Order is { } id && !database.Orders[id].IsSell).ToLookup(decision => (database.Orders[decision.Order!.Value].Book, database.Orders[decision.Order!.Value].ConditionId.Value));
        foreach (var same in entries) facts.Exposure.AddEntries(tenant, same.Key.Book, same.Key.Value, same.Count(decision => decision.DecidedAt > now.AddHours(-1)), same.Max(decision => decision.DecidedAt));
    }
}
