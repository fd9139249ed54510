using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Web.Features.Trading;

/// <summary>Asks once more for what a decided market pays.</summary>
public interface IRedeemAgain
{
    /// <summary>False when there is nothing to be paid, or it is under way already.</summary>
    Task<bool> RequestAsync(TenantRef tenant, ConditionId condition, CancellationToken ct);
}
