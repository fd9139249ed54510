using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Mirroring;

/// <summary>Reads the stories of one tenant.</summary>
public interface IActivityQuery
{
    /// <summary>A page of stories; <paramref name="cursor"/> from an earlier page, null for the first.</summary>
    Task<ActivityPage> PageAsync(TenantRef tenant, ActivityFilter filter, string? cursor, int limit, CancellationToken ct);

    /// <summary>Counts since a moment; null for all time.</summary>
    Task<ActivityCounts> CountAsync(TenantRef tenant, DateTimeOffset? since, CancellationToken ct);

    /// <summary>One story; null when it is not this tenant's.</summary>
    Task<ActivityStory?> FindAsync(TenantRef tenant, Guid decisionId, CancellationToken ct);
}
