using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Venue.Chain;

/// <summary>The addresses that an account's withdrawals may go to.</summary>
public interface IWithdrawAddresses
{
    /// <summary>Every address that was ever listed, the newest first.</summary>
    Task<IReadOnlyList<WithdrawAddress>> ListAsync(TenantRef tenant, CancellationToken ct);

    /// <summary>Lists one more. Whoever calls has made sure that it is the person who asks.</summary>
    /// <returns>Why it was not listed, as a sentence; null when it is.</returns>
    Task<string?> AddAsync(TenantRef tenant, string address, string label, CancellationToken ct);

    /// <summary>Takes one off the list. False when it is not on it.</summary>
    Task<bool> RemoveAsync(TenantRef tenant, Guid id, CancellationToken ct);
}
