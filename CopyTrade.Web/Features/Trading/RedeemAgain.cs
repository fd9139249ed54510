using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading.Redemption;

namespace CopyTrade.Web.Features.Trading;

public sealed class RedeemAgain(RequestRedemptionHandler handler) : IRedeemAgain
{
    public Task<bool> RequestAsync(TenantRef tenant, ConditionId condition, CancellationToken ct) => handler.HandleAsync(tenant, condition, ct);
}
