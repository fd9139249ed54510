using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;

namespace CopyTrade.Infrastructure.Venue.Chain;

internal sealed class Redemption(ITransactionSender sender) : IRedemption
{
    public Task<SendOutcome> SubmitAsync(TenantRef tenant, WalletConnection wallet, ConditionId condition, bool negRisk, CancellationToken ct) =>
        sender.SendAsync(tenant, wallet, ChainPurpose.Redeeming(condition), new ChainCall.Redeem(condition, negRisk), ct);

    public Task<ChainTransactionView?> StatusAsync(TenantRef tenant, ChainTransactionId transaction, CancellationToken ct) => sender.FindAsync(tenant, transaction, ct);
}
