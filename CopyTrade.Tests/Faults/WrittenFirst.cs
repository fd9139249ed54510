namespace CopyTrade.Tests.Faults;

/// <summary>The first rule of all: nothing arrives at the venue, accepted or not, that the ledger had not said before.</summary>
internal static class WrittenFirst
{
    /// <param name="rig">The engine.</param>
    /// <param name="clockError">How far its clock was ahead at most.</param>
    public static async Task CheckAsync(EngineRig rig, TimeSpan clockError = default)
    {
        var said = (await rig.Database.QueryAsync<(string VenueOrderId, decimal At)>("""
            select o.venue_order_id, extract(epoch from min(e.at)) * 1000
              from trade_order o join order_event e on e.order_id = o.id and e.kind = 'submitted'
             where o.billing_account_id = @Tenant group by o.venue_order_id
            """, new { rig.Tenant.Tenant })).ToDictionary(row => row.VenueOrderId, row => row.At);
        foreach (var arrival in (await rig.Venue.OrdersAsync()).Where(order => order.Owner.Equals(rig.Wallet.Value, StringComparison.OrdinalIgnoreCase)))
        {
            Assert.True(said.TryGetValue(arrival.Id, out var at), $"Order {arrival.Id} arrived at the venue and no committed row says so.");
            Assert.True(at <= arrival.ReceivedAt + 1m + (decimal)clockError.TotalMilliseconds, $"Order {arrival.Id} was marked as sent {at - arrival.ReceivedAt} ms after it had arrived.");
        }
    }
}
