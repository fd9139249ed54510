using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Tests.Web.Features.Fakes;

/// <summary>Orders by their market's question, or all of them for a book.</summary>
public sealed class FakeOrderSearch(params OrderDetail[] orders) : IOrderSearch
{
    public IReadOnlyCollection<string> LastBooks { get; private set; } = [];

    public Task<OrderSearchPage> FindAsync(TenantRef tenant, string text, IReadOnlyCollection<string> books, string? cursor, int limit, CancellationToken ct)
    {
        LastBooks = books;
        var from = cursor is null ? 0 : int.Parse(cursor, System.Globalization.CultureInfo.InvariantCulture);
        var hits = orders.Where(order => order.Title?.Contains(text, StringComparison.OrdinalIgnoreCase) is true).ToList();
        return Task.FromResult(new OrderSearchPage([.. hits.Skip(from).Take(limit)], hits.Count > from + limit ? $"{from + limit}" : null));
    }
}
