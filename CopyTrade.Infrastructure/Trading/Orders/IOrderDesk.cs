using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Trading.Orders;

/// <summary>What a judgement on one order asks and writes, whether its transaction is for that order alone or for many.</summary>
public interface IOrderDesk
{
    /// <summary>What the authoriser looks at; to be read under the trading turn.</summary>
    Task<AuthorizationFacts> ReadFactsAsync(VenueMode mode, OrderId asking, DateTimeOffset now);

    /// <summary>Shares of a sale's book that the sales allowed before it leave; null when there is none. To be read under the trading turn.</summary>
    Task<decimal?> LeftAsync(OrderRow row, DateTimeOffset now);

    /// <summary>Adds to an order's history.</summary>
    /// <param name="row">Whose history.</param>
    /// <param name="kind">One of the words in the schema.</param>
    /// <param name="at">When.</param>
    /// <param name="values">The values used, for people; nulls are left out.</param>
    Task AddEventAsync(OrderRow row, string kind, DateTimeOffset at, params (string Name, string? Value)[] values);
}
