using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Mirroring;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Orders;

namespace CopyTrade.Tests.Simulation;

/// <summary>A transaction of the router.</summary>
internal sealed class SimMirrorSession(SimDatabase database, SimSession session, SimGateway gateway, SimPages pages, IReadOnlyCollection<TenantRef> tenants, Planted planted) : IMirrorSession
{
    public async Task<(IReadOnlyList<ObservedFill> Taken, ILookup<WalletAddress, Follower> Followers)> TakeAsync(IReadOnlyCollection<ObservedFill> fills, CancellationToken ct)
    {
        await session.TripAsync("take fills");
        var taken = fills.Select(fill => fill.Id).Where(id => database.Observed[id].RoutedAt is null && session.TryTake($"fill {id}") && database.Observed[id].RoutedAt is null)
            .Select(id => database.Observed[id].Fill).OrderBy(fill => fill.FilledAt).ThenBy(fill => fill.Id.Value, StringComparer.Ordinal).ToList();
        if (planted == Planted.CursorBeforeCommit)
        {
            foreach (var fill in taken) database.Observed[fill.Id] = database.Observed[fill.Id] with { RoutedAt = fill.ObservedAt };
        }

        return (taken, await FollowersOfAsync(taken));
    }

    private async Task<ILookup<WalletAddress, Follower>> FollowersOfAsync(IReadOnlyCollection<ObservedFill> fills)
    {
        foreach (var tenant in tenants.OrderBy(tenant => tenant.Tenant.Value)) await session.TakeAsync(SimPages.TurnOf(tenant));
        var wallets = fills.Select(fill => fill.Wallet).ToHashSet();
        var followers = database.Targets.Values.Where(target => target.DisabledAt is null && wallets.Contains(target.Wallet) && tenants.Any(tenant => tenant.Tenant == target.Tenant))
            .Select(target => new Follower(database.Tenants[target.Tenant].Ref, target, CopyRules.Effective(target.Rules, null))).ToLookup(follower => follower.Target.Wallet);
        // The worst moment for a change of mind: judged, and not written.
        pages.Meddle(followers.SelectMany(same => same).Select(follower => follower.Target));
        return followers;
    }

    public async Task<MirrorFacts> ReadFactsAsync(FactNeeds needs, DateTimeOffset now, CancellationToken ct)
    {
        await session.TripAsync("facts");
        session.RevivalsSeen = database.Revivals;
        return SimFacts.Read(database, needs, tenants, now, planted);
    }

    public async Task CancelEntriesAsync(IReadOnlyList<(TenantRef Tenant, string Book, ConditionId Condition)> leaving, DateTimeOffset now)
    {
        foreach (var (tenant, book, condition) in leaving) await session.CancelEntriesAsync(tenant, book, condition, "leaving", now);
    }

    public async Task<IReadOnlyList<(OrderIntent Intent, OrderId Id, bool Inserted)>> InsertOrdersAsync(IReadOnlyList<(TenantRef Tenant, OrderIntent Intent)> intents, VenueMode mode, DateTimeOffset now, CancellationToken ct)
    {
        if (intents.Count == 0) return [];
        foreach (var old in intents.Select(asked => asked.Intent.Replaces).OfType<OrderId>()) await session.CancelAsync(old, "replaced", now);
        await session.TripAsync("insert orders");
        var answers = new List<(OrderIntent, OrderId, bool)>();
        foreach (var (tenant, intent) in intents)
        {
            if (database.IdOf(tenant.Tenant, intent.Key) is { } known)
            {
                answers.Add((intent, known, false));
                continue;
            }

            var row = RowOf(new(session.NewGuid()), tenant, intent, mode, now);
            if (planted == Planted.PlaceBeforeInsert) row = await PlaceAsync(database.Tenants[tenant.Tenant], row);
            session.Insert(row, RestingOrders.TakesPlace(intent));
            answers.Add((intent, row.Id, true));
        }

        session.MarkUncovered(answers.Where(answer => answer.Item3).Select(answer => answer.Item2), now);
        return answers;
    }

    public async Task EndAsync(IReadOnlyList<DecisionRow> rows, IEnumerable<FillId> routed, VenueMode mode, DateTimeOffset now)
    {
        await session.TripAsync("decisions");
        foreach (var row in rows)
        {
            var (tenant, key, fill) = (row.Follower.Tenant.Tenant, row.Follower.Target.Key, row.Input.Fill);
            var members = row.Decision is MirrorDecision.Place ? row.Input.Group?.Members ?? [] : [];
            session.WrittenDecisions.Add(new(tenant, key, fill.Id, row.Order, row.Outcome, row.Reason, now, members));
            if (row.Baseline is { } baseline) session.WrittenBaselines.Add(((tenant, key, fill.Condition.Value), DomainJson.Write(baseline)));
            if (row.Decision is MirrorDecision.Skip { Reason: SkipReason.Accumulating })
            {
                session.WrittenWaiting.Add(new(new WaitingRow
                {
                    Tenant = tenant, TargetKey = key, GroupId = row.Input.Group?.Id ?? row.Id, FillId = fill.Id, Token = fill.Token.Value, Side = fill.Side.ToText(), Shares = fill.Shares, Price = fill.Price, FilledAt = fill.FilledAt,
                }));
            }

            // The planted bug: what was ordered goes on waiting.
            if (planted != Planted.MembersWaitOn) session.EndedWaiting.AddRange(members.Select(member => (tenant, key, member.Fill)));
            if (row.Input.Group is null) continue;
            var begins = fill.FilledAt.AddSeconds(-(row.Input.Counting.AggregateSeconds ?? 0));
            session.EndedWaiting.AddRange(database.Waiting.Values.Where(waiting => (waiting.Row.Tenant, waiting.Row.TargetKey, waiting.Row.Token, waiting.Row.Side) == (tenant, key, fill.Token.Value, fill.Side.ToText()) && waiting.Row.FilledAt < begins).Select(waiting => waiting.Key));
        }

        session.WrittenRouted.AddRange(routed.Select(fill => (fill, now)));
    }

    public Task CommitAsync() => session.CommitAsync();

    public ValueTask DisposeAsync() => session.DisposeAsync();

    public static OrderRow RowOf(OrderId id, TenantRef tenant, OrderIntent intent, VenueMode mode, DateTimeOffset now) => new()
    {
        Id = id,
        BillingAccountId = tenant.Tenant,
        IdempotencyKey = intent.Key,
        Origin = intent.Origin.ToText(),
        Book = intent.Book,
        ConditionId = intent.Condition,
        TokenId = intent.Token,
        Side = intent.Side.ToText(),
        LimitPrice = intent.Limit,
        Shares = intent.Shares,
        Notional = intent.Notional,
        TickSize = intent.Tick,
        TimeInForce = intent.TimeInForce.ToText(),
        ValidUntil = intent.ValidUntil,
        Mode = mode.ToText(),
        Status = "pending",
        CreatedAt = now,
        RestingUntil = RestingOrders.UntilOf(intent, now),
        Replaces = intent.Replaces,
        WaitingFor = intent.Replaces is null ? null : "replaced_order",
    };

    /// <summary>The planted bug: sent first, written afterwards.</summary>
    private async Task<OrderRow> PlaceAsync(SimTenant tenant, OrderRow row)
    {
        var signed = await gateway.SignAsync(tenant.Ref, tenant.Wallet.Id, OrderDerivation.TermsOf(row.Intent, row.CreatedAt, tenant.Wallet), CancellationToken.None);
        await gateway.SubmitAsync(tenant.Login, signed, TimeInForce.Gtc, Urgency.Entry, null, CancellationToken.None);
        return row with { ConnectionId = tenant.Wallet.Id, AuthorisedAt = row.CreatedAt, SignedBody = signed.Body.ToArray(), VenueOrderId = signed.OrderId, SubmittedAt = row.CreatedAt, Attempts = 1, UnknownSince = row.CreatedAt };
    }
}
