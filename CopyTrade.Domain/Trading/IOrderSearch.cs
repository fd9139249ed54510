using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Trading;

/// <summary>Looks through all orders of one tenant, however many there are.</summary>
public interface IOrderSearch
{
    /// <summary>Orders whose market's question holds the text, whose id, venue order id or transaction hash begins with it, or that trade one of the books.</summary>
    /// <param name="tenant">Whose; nothing of anybody else is looked at.</param>
    /// <param name="text">In any case; two characters or more.</param>
    /// <param name="books">Books that the text stands for: of a followed wallet, for one.</param>
    /// <param name="cursor">From the page before; anything else begins anew.</param>
    /// <param name="limit">Most orders, 1 to 100.</param>
    /// <param name="ct">Stops it.</param>
    Task<OrderSearchPage> FindAsync(TenantRef tenant, string text, IReadOnlyCollection<string> books, string? cursor, int limit, CancellationToken ct);
}
