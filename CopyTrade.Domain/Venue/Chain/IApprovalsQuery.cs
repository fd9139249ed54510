using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Venue.Chain;

/// <summary>Reads the approvals of a tenant's wallet as they were last seen; asks no chain.</summary>
public interface IApprovalsQuery
{
    /// <summary>Every step, in the order of the ceremony; empty without a wallet.</summary>
    Task<IReadOnlyList<ApprovalView>> ReadAsync(TenantRef tenant, CancellationToken ct);
}
