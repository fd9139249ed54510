using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Mirroring.Explanations;

/// <summary>Reads kept explanations under the rights of the person who looks.</summary>
internal sealed class TradeExplanations(TenantScopes scopes) : ITradeExplanations
{
    private const string Sql = "select decision_id as Decision, order_id as \"Order\", headline, sections::text as Sections, written_at as WrittenAt, is_over as IsOver from trade_explanation where billing_account_id = @Tenant";

    public Task<KeptExplanation?> OfDecisionAsync(TenantRef tenant, Guid decision, CancellationToken ct) => FindAsync(tenant, "decision_id", decision, ct);

    public Task<KeptExplanation?> OfOrderAsync(TenantRef tenant, OrderId order, CancellationToken ct) => FindAsync(tenant, "order_id", order.Value, ct);

    private async Task<KeptExplanation?> FindAsync(TenantRef tenant, string column, Guid id, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return await scope.QueryFirstOrDefaultAsync<Row>($"{Sql} and {column} = @id", new { tenant.Tenant, id }) is { } row
            ? new(row.Decision, row.Order, new DateTimeOffset(row.WrittenAt, TimeSpan.Zero), new(row.Headline, DomainJson.Read<IReadOnlyList<ExplanationSection>>(row.Sections), row.IsOver))
            : null;
    }

    private sealed record Row(Guid Decision, Guid Order, string Headline, string Sections, DateTime WrittenAt, bool IsOver);
}
