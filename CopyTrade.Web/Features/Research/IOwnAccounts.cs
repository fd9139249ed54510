using CopyTrade.Domain.Accounts;

namespace CopyTrade.Web.Features.Research;

/// <summary>The accounts of the person who looks: one of each kind, never mixed.</summary>
public interface IOwnAccounts
{
    /// <summary>Those that trade, the shown one first.</summary>
    Task<IReadOnlyList<AccountSummary>> ListAsync(UserId person, CancellationToken ct);
}
