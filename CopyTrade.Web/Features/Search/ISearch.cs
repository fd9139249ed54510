using CopyTrade.Domain.Accounts;

namespace CopyTrade.Web.Features.Search;

/// <summary>Looks through what one account has: pages, followed wallets, markets, orders.</summary>
public interface ISearch
{
    /// <summary>Hits in the order in which they help, few of each kind; empty for less than two characters.</summary>
    /// <param name="tenant">Whose; nothing of anybody else is looked at.</param>
    /// <param name="text">As typed.</param>
    /// <param name="isOperator">Whether pages of operators are among the pages.</param>
    /// <param name="ct">Ends the search.</param>
    Task<SearchResult> FindAsync(TenantRef tenant, string text, bool isOperator, CancellationToken ct);

    /// <summary>A page of orders alone.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="text">As typed.</param>
    /// <param name="cursor">From the result before; anything else begins with the newest.</param>
    /// <param name="ct">Ends the search.</param>
    Task<SearchResult> OrdersAsync(TenantRef tenant, string text, string? cursor, CancellationToken ct);
}
