using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Alerts;

/// <summary>Executions of alerts and of rules.</summary>
public interface IExecutionsQuery
{
    /// <summary>Newest first.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="alert">Only those of this alert; null for all.</param>
    /// <param name="rule">Only those of this rule; null for all.</param>
    /// <param name="before">The last one of the page before; null for the first page.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="ct">Stops the reading.</param>
    Task<IReadOnlyList<Execution>> ListAsync(TenantRef tenant, Guid? alert, Guid? rule, Guid? before, int limit, CancellationToken ct);
}
