using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading;

namespace CopyTrade.Tests.Simulation;

/// <summary>Stands for the mirror tick: each fill and follower becomes one decision, and a pending order in the same commit; only then is the order handed on.</summary>
internal sealed class SimRouter(World world, SimDatabase database, SimStore store, SimGateway gateway, OrderQueue queue, ICrashPoints crash, SimClock clock, Planted planted)
{
    private static readonly TokenId Token = TokenId.Parse("7");
    private static readonly Price Limit = Price.Of(0.50m);

    public async Task RunAsync()
    {
        foreach (var fill in database.Fills.Where(fill => fill.At <= world.Now).ToList())
        {
            foreach (var tenant in database.Tenants.Values)
            {
                if (!database.Decisions.ContainsKey((tenant.Ref.Tenant, fill.Number))) await RouteAsync(tenant, fill);
            }
        }
    }

    private async Task RouteAsync(SimTenant tenant, SimFill fill)
    {
        await using var session = await store.OpenAsync(tenant.Ref);
        await session.TakeAsync($"fill {fill.Number} of {tenant.Name}");
        if (database.Decisions.ContainsKey((tenant.Ref.Tenant, fill.Number))) return;

        var now = clock.GetUtcNow();
        var skip = now > fill.At + fill.Validity ? "stale" : fill.Side == OrderSide.Sell && Held(tenant.Ref.Tenant) < Shares.Of(fill.Shares) ? "nothing held" : null;
        var row = RowOf(tenant, fill, now);
        session.WrittenDecisions.Add(new(tenant.Ref.Tenant, fill.Number, skip is null ? row.Id.Value : null, skip ?? "placed"));
        if (skip is null)
        {
            crash.Reach(CrashPoint.BeforeInsert);
            if (planted == Planted.PlaceBeforeInsert) row = await PlaceAsync(tenant, row);
            session.Insert(row);
        }

        await session.CommitAsync();
        if (skip is not null) return;
        crash.Reach(CrashPoint.AfterInsert);
        queue.Enqueue(tenant.Ref, row.Id, row.Urgency);
    }

    /// <summary>Shares of confirmed lots that no other sell may take.</summary>
    private Shares Held(TenantId tenant)
    {
        var lots = database.Lots.Values.Where(lot => database.Orders[lot.Order].BillingAccountId == tenant).Sum(lot => lot.Remaining.Quantity);
        var wanted = database.Orders.Values.Where(row => row.IsSell && row.BillingAccountId == tenant && row.Status != "error").Sum(row => row.Status == "canceled" ? row.MatchedShares.Quantity : row.Shares.Quantity);
        var closed = database.Matches.Values.Where(match => database.Orders[match.Order].BillingAccountId == tenant).Sum(match => database.ClosedBySell.GetValueOrDefault(match.Id).Quantity);
        return Shares.Of(Math.Max(0, lots - (wanted - closed)));
    }

    private OrderRow RowOf(SimTenant tenant, SimFill fill, DateTimeOffset now)
    {
        var shares = Shares.Of(fill.Shares);
        return new()
        {
            Id = new(world.NewGuid()),
            BillingAccountId = tenant.Ref.Tenant,
            IdempotencyKey = IdempotencyKey.OfText(fill.Cause),
            Origin = "mirror",
            Book = "book",
            ConditionId = SimTrade.Condition,
            TokenId = Token,
            Side = fill.Side == OrderSide.Buy ? "buy" : "sell",
            LimitPrice = Limit,
            Shares = shares,
            Notional = shares.CostAt(Limit),
            TickSize = TickSize.Cent,
            TimeInForce = "gtc",
            ValidUntil = fill.At + fill.Validity,
            Mode = "demo",
            Status = "pending",
            CreatedAt = now,
        };
    }

    /// <summary>The planted bug: sent first, written afterwards.</summary>
    private async Task<OrderRow> PlaceAsync(SimTenant tenant, OrderRow row)
    {
        var signed = await gateway.SignAsync(tenant.Ref, tenant.Wallet.Id, OrderDerivation.TermsOf(row.Intent, row.CreatedAt, tenant.Wallet), CancellationToken.None);
        await gateway.SubmitAsync(tenant.Login, signed, TimeInForce.Gtc, Urgency.Entry, CancellationToken.None);
        return row with { ConnectionId = tenant.Wallet.Id, AuthorisedAt = row.CreatedAt, SignedBody = signed.Body.ToArray(), VenueOrderId = signed.OrderId, SubmittedAt = row.CreatedAt, Attempts = 1, UnknownSince = row.CreatedAt };
    }
}
