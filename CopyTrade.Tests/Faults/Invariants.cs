using System.Text.Json;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Ledger;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Sdk;

namespace CopyTrade.Tests.Faults;

/// <summary>What must hold after every run, whatever went wrong in it. The venue's own list is the truth.</summary>
public static class Invariants
{
    private sealed record LedgerOrder(Guid Id, string Key, string? VenueOrderId, string Status, decimal Shares, decimal MatchedShares, DateTimeOffset? UnknownSince, DateTimeOffset? SubmittedAt, string TimeInForce)
    {
        /// <summary>Killed by the venue because nothing matched: no order of its list, which its user channel tells as a cancellation and its answer as a refusal. Either may come first.</summary>
        public bool IsKilled => this is { Status: "canceled", MatchedShares: 0m, TimeInForce: "fak" or "fok" };
    }

    private sealed record Copy(string FillId, string Outcome, Guid? OrderId);

    private const int Looks = 6;

    /// <summary>The market goes on while we look: what was seen while the venue changed is looked at again.</summary>
    public static async Task CheckAsync(EngineRig rig)
    {
        for (var look = 1; ; look++)
        {
            var before = await PictureAsync(rig);
            try
            {
                await LookAsync(rig);
                return;
            }
            catch (XunitException) when (look < Looks)
            {
                if (before == await PictureAsync(rig) && look > 1) throw;
                await rig.QuietAsync();
            }
        }
    }

    private static async Task<string> PictureAsync(EngineRig rig) =>
        JsonSerializer.Serialize(new { account = await rig.AccountAsync(), orders = (await rig.Venue.OrdersAsync()).Select(order => (order.Id, order.Status, order.MatchedSize).ToString()) });

    private static async Task LookAsync(EngineRig rig)
    {
        // A match is not held up for a fee that nobody could tell then; the job that posts the ledger asks for it again.
        await new LateFees(rig.Get<TenantScopes>(), rig.Get<IMarketCatalog>(), TimeProvider.System, NullLogger<LateFees>.Instance).RunAsync([rig.Tenant], CancellationToken.None);
        var accepted = (await rig.Venue.OrdersAsync()).Where(order => order.Accepted && order.Owner.Equals(rig.Wallet.Value, StringComparison.OrdinalIgnoreCase)).ToArray();
        var ledger = await rig.Database.QueryAsync<LedgerOrder>("""
            select id, idempotency_key as key, venue_order_id, status, shares, matched_shares, unknown_since, submitted_at, time_in_force from trade_order where billing_account_id = @Tenant
            """, new { rig.Tenant.Tenant });
        var copies = await rig.Database.QueryAsync<Copy>("select fill_id, outcome, order_id from copy_decision where billing_account_id = @Tenant", new { rig.Tenant.Tenant });

        OnePerFill(accepted, ledger, copies);
        await EveryFillEndedAsync(rig, ledger);
        LedgerEqualsVenue(accepted, ledger);
        await NobodyElseTouchedAsync(rig);
        await CountersEqualLedgerAsync(rig, accepted);
    }

    /// <summary>I1: at most one accepted venue order per tenant and fill.</summary>
    private static void OnePerFill(SimulatorControl.ReceivedOrder[] accepted, IReadOnlyList<LedgerOrder> ledger, IReadOnlyList<Copy> copies)
    {
        Assert.Equal(accepted.Length, accepted.DistinctBy(order => order.Id).Count());
        Assert.Equal(copies.Count, copies.DistinctBy(copy => copy.FillId).Count());
        var ordered = copies.Where(copy => copy.OrderId is not null).ToArray();
        Assert.Equal(ordered.Length, ordered.DistinctBy(copy => copy.OrderId).Count());
        Assert.Equal(ledger.Count, ledger.DistinctBy(order => order.Key).Count());
    }

    /// <summary>I2: every observed fill of a follower ends in exactly one decision, every placed one in an order that ended, rests or is flagged unknown.</summary>
    private static async Task EveryFillEndedAsync(EngineRig rig, IReadOnlyList<LedgerOrder> ledger)
    {
        var undecided = await rig.Database.QueryAsync<string>("""
            select f.fill_id from observed_fill f join copy_target t on t.wallet = f.wallet and t.billing_account_id = @Tenant
             where f.filled_at >= t.created_at - interval '60 seconds'
               and not exists (select from copy_decision d where d.fill_id = f.fill_id and d.billing_account_id = @Tenant)
            """, new { rig.Tenant.Tenant });
        Assert.Empty(undecided);
        Assert.DoesNotContain(ledger, order => order.Status == "pending" && order.UnknownSince is null);
    }

    /// <summary>I3: the ledger is the venue's list.</summary>
    private static void LedgerEqualsVenue(SimulatorControl.ReceivedOrder[] accepted, IReadOnlyList<LedgerOrder> ledger)
    {
        var known = accepted.Select(order => order.Id).ToHashSet();
        var ours = ledger.Where(order => order is { Status: "open" or "partial" or "filled" or "canceled", SubmittedAt: not null } && (!order.IsKilled || known.Contains(order.VenueOrderId!))).ToDictionary(order => order.VenueOrderId!);
        Assert.Equal(accepted.Select(order => order.Id).Order(), ours.Keys.Order());
        Assert.All(accepted, order => Assert.Equal(order.MatchedSize, ours[order.Id].MatchedShares));
    }

    /// <summary>I4: no row of another tenant was touched. Every other tenant of this database was seeded without orders.</summary>
    private static async Task NobodyElseTouchedAsync(EngineRig rig)
    {
        var foreign = await rig.Database.QueryAsync<long>("""
            select (select count(*) from trade_order o join copy_decision d on d.order_id = o.id where d.billing_account_id <> o.billing_account_id)
                 + (select count(*) from order_fill f join trade_order o on o.id = f.order_id where f.billing_account_id <> o.billing_account_id)
                 + (select count(*) from lot l join order_fill f on f.id = l.order_fill_id where l.billing_account_id <> f.billing_account_id)
            """, new { rig.Tenant.Tenant });
        Assert.Equal(0, foreign.Single());
    }

    /// <summary>I5: what the authoriser counts and what positions say is the sum of the ledger, and is what the venue's wallet holds and has spent.</summary>
    private static async Task CountersEqualLedgerAsync(EngineRig rig, SimulatorControl.ReceivedOrder[] accepted)
    {
        await WindowsEqualLedgerAsync(rig, accepted);
        await LotsEqualFillsAsync(rig);
        await WalletEqualsLedgerAsync(rig);
    }

    private static async Task WindowsEqualLedgerAsync(EngineRig rig, SimulatorControl.ReceivedOrder[] accepted)
    {
        var usage = (await rig.Get<ITradingStatusQuery>().ReadAsync(rig.Tenant, CancellationToken.None)).Usage;
        var counted = (await rig.Database.QueryAsync<CountedOrder>(
            "select side, status, limit_price, shares, matched_shares, venue_order_id from trade_order where billing_account_id = @Tenant and authorised_at is not null and status <> 'error'",
            new { rig.Tenant.Tenant })).ToArray();
        Assert.Equal(counted.Where(order => order.Side == "buy").Sum(order => order.Dollars), usage.LastDay.Amount);
        Assert.Equal(counted.Length, usage.LastHour);
        // The venue knows of no order that the windows do not count.
        Assert.Subset(counted.Select(order => order.VenueOrderId ?? "").ToHashSet(), accepted.Select(order => order.Id).ToHashSet());
    }

    private static async Task LotsEqualFillsAsync(EngineRig rig)
    {
        var sums = (await rig.Database.QueryAsync<(decimal Lots, decimal Fills)>("""
            select coalesce((select sum(remaining) from lot where billing_account_id = @Tenant), 0) as lots,
                   coalesce((select sum(case when o.side = 'buy' then f.shares else -f.shares end)
                               from order_fill f join trade_order o on o.id = f.order_id
                              where f.billing_account_id = @Tenant and f.settlement = 'confirmed'), 0) as fills
            """, new { rig.Tenant.Tenant })).Single();
        Assert.Equal(sums.Fills, sums.Lots);
    }

    private static async Task WalletEqualsLedgerAsync(EngineRig rig)
    {
        var venue = await rig.AccountAsync();
        var lots = await rig.Database.QueryAsync<(string Token, decimal Shares)>(
            "select token_id, sum(remaining) from lot where billing_account_id = @Tenant and remaining > 0 group by token_id", new { rig.Tenant.Tenant });
        Assert.Equal(venue.Positions.OrderBy(held => held.Key, StringComparer.Ordinal).Select(held => (held.Key, held.Value)), lots.OrderBy(lot => lot.Token, StringComparer.Ordinal).Select(lot => (lot.Token, lot.Shares)));
        var fills = await rig.Database.QueryAsync<(string Side, decimal Shares, decimal Price, decimal? Fee)>("""
            select o.side, f.shares, f.price, f.fee from order_fill f join trade_order o on o.id = f.order_id
             where f.billing_account_id = @Tenant and f.settlement = 'confirmed'
            """, new { rig.Tenant.Tenant });
        Assert.All(fills, fill => Assert.NotNull(fill.Fee));
        Assert.Equal(rig.StartingUsdc - venue.Usdc, fills.Sum(fill => fill.Side == "buy" ? (fill.Shares * fill.Price) + fill.Fee!.Value : fill.Fee!.Value - (fill.Shares * fill.Price)));
    }

    private sealed record CountedOrder(string Side, string Status, decimal LimitPrice, decimal Shares, decimal MatchedShares, string? VenueOrderId)
    {
        /// <summary>A cancelled order has spent what matched and no more; any other its notional. To the millionth, rounded up.</summary>
        public decimal Dollars => Math.Ceiling((Status == "canceled" ? MatchedShares : Shares) * LimitPrice * 1_000_000m) / 1_000_000m;
    }
}
