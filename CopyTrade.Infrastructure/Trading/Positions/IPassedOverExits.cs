using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Trading.Positions;

/// <summary>Exits that no order was written for, though their shares were held and still are. Only who decides on orders knows of them.</summary>
internal interface IPassedOverExits
{
    /// <param name="scope">Open for <paramref name="tenant"/>.</param>
    /// <param name="tenant">Whose.</param>
    /// <returns>The newest by book and token.</returns>
    Task<IReadOnlyDictionary<(string Book, TokenId Token), StrandedExit>> ReadAsync(TenantScope scope, TenantRef tenant);
}
