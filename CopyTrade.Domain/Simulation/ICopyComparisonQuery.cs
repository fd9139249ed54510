using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Simulation;

/// <summary>Reads what a person's paper account and live account made of the same trades.</summary>
public interface ICopyComparisonQuery
{
    /// <summary>Newest first. Both accounts belong to the person who looks.</summary>
    /// <param name="paper">The paper account.</param>
    /// <param name="live">The live account.</param>
    /// <param name="since">Decisions from here on.</param>
    /// <param name="limit">Most trades, 1 to 500.</param>
    /// <param name="ct">Cancels.</param>
    Task<IReadOnlyList<ComparedCopy>> ReadAsync(TenantRef paper, TenantRef live, DateTimeOffset since, int limit, CancellationToken ct);
}
