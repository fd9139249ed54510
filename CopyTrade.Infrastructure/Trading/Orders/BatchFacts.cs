using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Infrastructure.Trading.Orders;

/// <summary>What a batch of orders to be placed knows of its tenants: as it was read in the beginning, and as the batch's own orders have changed it since.</summary>
/// <param name="facts">As read, under the trading turns.</param>
/// <param name="now">The end of the windows.</param>
internal sealed class BatchFacts(IReadOnlyDictionary<TenantId, AuthorizationFacts> facts, DateTimeOffset now)
{
    private readonly Dictionary<TenantId, AuthorizationFacts> _facts = facts.ToDictionary();
    private readonly HashSet<TenantId> _selling = [];
    private readonly HashSet<TenantId> _outdated = [];

    /// <summary>Active wallets of the tenants.</summary>
    public IReadOnlyCollection<WalletConnection> Wallets => [.. _facts.Values.Select(facts => facts.Connection).OfType<WalletConnection>()];

    /// <summary>What the authoriser looks at.</summary>
    public AuthorizationFacts Of(TenantId tenant) => _facts[tenant];

    /// <summary>Whether the batch has judged a sale of the tenant: what was read of its shares may be no longer true.</summary>
    public bool HasSold(TenantId tenant) => _selling.Contains(tenant);

    /// <summary>Whether an order of the batch may have made room that is not counted here: later orders of the tenant are to be done alone.</summary>
    public bool IsOutdated(TenantId tenant) => _outdated.Contains(tenant);

    /// <summary>What the windows hold once the order is saved: as <see cref="Placing.AuthorizationReader"/> would read it.</summary>
    public void Follow(OrderRow before, OrderRow after)
    {
        var tenant = after.BillingAccountId;
        if (after.IsSell) _selling.Add(tenant);
        // It was in the windows already: giving it up may have made room.
        if (before.AuthorisedAt is not null && after.State != before.State) _outdated.Add(tenant);
        if (before.AuthorisedAt is not null || after.AuthorisedAt is null || after.CreatedAt <= now.AddHours(-24)) return;
        var facts = _facts[tenant];
        var (usage, dayFrees, hourFrees) = (facts.Usage, after.CreatedAt.AddHours(24), after.CreatedAt + SpendUsage.Hour);
        var isOfTheHour = hourFrees > now;
        _facts[tenant] = facts with
        {
            Usage = new SpendUsage(
                after.IsSell ? usage.LastDay : usage.LastDay + after.Notional,
                isOfTheHour ? usage.LastHour + 1 : usage.LastHour,
                after.IsSell || usage.DayFreesAt <= dayFrees ? usage.DayFreesAt : dayFrees,
                !isOfTheHour || usage.HourFreesAt <= hourFrees ? usage.HourFreesAt : hourFrees),
        };
    }
}
