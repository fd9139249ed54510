namespace CopyTrade.Tests.Faults;

/// <summary>Counts doubled and lost orders: the venue's list against the trades that should have been copied.</summary>
internal static class OrderCount
{
    private sealed record Copy(string FillId, string VenueOrderId);

    public static async Task<(int Doubled, int Lost)> OfAsync(EngineRig rig, int trades)
    {
        var accepted = (await rig.Venue.OrdersAsync()).Where(order => order.Accepted && order.Owner.Equals(rig.Wallet.Value, StringComparison.OrdinalIgnoreCase)).ToArray();
        var copies = (await rig.Database.QueryAsync<Copy>("""
            select d.fill_id, o.venue_order_id from copy_decision d join trade_order o on o.id = d.order_id
             where d.billing_account_id = @Tenant and o.venue_order_id is not null
            """, new { rig.Tenant.Tenant })).ToDictionary(copy => copy.VenueOrderId, copy => copy.FillId);
        // An accepted order that no row of the ledger speaks of is one too many, too.
        var copied = accepted.Select(order => copies.GetValueOrDefault(order.Id)).Where(fill => fill is not null).Distinct().Count();
        return (accepted.Length - copied, trades - copied);
    }

    /// <summary>Orders of unknown outcome now.</summary>
    public static async Task<int> UnknownAsync(EngineRig rig) => (int)(await rig.Database.QueryAsync<long>(
        "select count(*) from trade_order where billing_account_id = @Tenant and status = 'pending' and signed_body is not null", new { rig.Tenant.Tenant })).Single();
}
