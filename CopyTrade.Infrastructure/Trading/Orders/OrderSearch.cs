using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Trading.Orders;

/// <summary>
/// Each way of finding has an index of its own. Row security lets an index serve only comparisons that cannot leak, so a
/// beginning is asked for as a range. Questions are read once for each market of the tenant, not once for each order, and not at all for a hash.
/// </summary>
internal sealed class OrderSearch(TenantScopes scopes) : IOrderSearch
{
    private const int Shortest = 2;
    private const int LargestPage = 100;
    private const int UuidDigits = 32;

    // After every hexadecimal digit in any collation.
    private const string End = "g";

    private const string Sql = """
        with recursive markets (condition) as (
          (select condition_id from trade_order where billing_account_id = @Tenant and @text::text is not null order by condition_id limit 1)
          union all
          select (select o.condition_id from trade_order o where o.billing_account_id = @Tenant and o.condition_id > m.condition order by o.condition_id limit 1) from markets m where m.condition is not null),
        named as (
          select m.condition from markets m
            join lateral (select o.title from trade_order o where o.billing_account_id = @Tenant and o.condition_id = m.condition and o.title is not null order by o.created_at desc, o.id desc limit 1) t on true
           where strpos(lower(t.title), @text::text) > 0),
        hits as (
          select o.id, o.created_at from trade_order o where o.billing_account_id = @Tenant and o.condition_id in (select condition from named)
          union select o.id, o.created_at from trade_order o where o.billing_account_id = @Tenant and o.id between @low and @high
          union select o.id, o.created_at from trade_order o where o.billing_account_id = @Tenant and o.venue_order_id >= @hex and o.venue_order_id < @hexEnd
          union select o.id, o.created_at from order_fill f join trade_order o on o.id = f.order_id where f.billing_account_id = @Tenant and f.transaction_hash >= @hex and f.transaction_hash < @hexEnd
          union select o.id, o.created_at from trade_order o where o.billing_account_id = @Tenant and o.book = any (@books))
        select o.* from trade_order o
          join (select id from hits where @at::timestamptz is null or (created_at, id) < (@at, @id) order by created_at desc, id desc limit @size + 1) h on h.id = o.id
         order by o.created_at desc, o.id desc
        """;

    public async Task<OrderSearchPage> FindAsync(TenantRef tenant, string text, IReadOnlyCollection<string> books, string? cursor, int limit, CancellationToken ct)
    {
        var wanted = text.Trim().ToLowerInvariant();
        if (wanted.Length < Shortest && books.Count == 0) return new([], null);
        var (size, after) = (Math.Clamp(limit, 1, LargestPage), OrdersQuery.ReadCursor(cursor));
        var ids = IdRange(wanted);
        var hex = wanted.StartsWith("0x", StringComparison.Ordinal) && wanted.Length > 2 && wanted[2..].All(char.IsAsciiHexDigit) ? wanted : null;
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var rows = await scope.QueryAsync<OrderRow>(Sql, new
        {
            tenant.Tenant, text = hex is null ? wanted : null, low = ids?.Low, high = ids?.High, hex, hexEnd = hex is null ? null : hex + End, books = books.ToArray(), at = after?.At.UtcDateTime, id = after?.Id, size,
        });
        var page = rows.Take(size).ToList();
        return new([.. page.Select(OrdersQuery.Detail)], rows.Count > size ? OrdersQuery.WriteCursor(page[^1]) : null);
    }

    // Ids begin with the time they were made at: a beginning is all the ids between it followed by zeros and by f.
    private static (Guid Low, Guid High)? IdRange(string wanted)
    {
        var digits = wanted.Replace("-", "", StringComparison.Ordinal);
        return digits.Length is >= Shortest and <= UuidDigits && digits.All(char.IsAsciiHexDigit) ? (Guid.ParseExact(digits.PadRight(UuidDigits, '0'), "N"), Guid.ParseExact(digits.PadRight(UuidDigits, 'f'), "N")) : null;
    }
}
