using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Simulation;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Trading.Placing;

/// <summary>The only user of <see cref="IOrderSigner"/>: what was not allowed by the authoriser cannot be signed. An order of a paper wallet never meets the signer.</summary>
public sealed class OrderSigning(IOrderSigner signer)
{
    public Task<SignedOrder> SignAsync(SigningContext context, CancellationToken ct) => context.Terms.SignatureType == SignatureType.Paper
        ? Task.FromResult(PaperOrderBody.Of(context.Terms))
        : signer.SignAsync(context.Tenant, context.Connection, context.Terms, ct);

    /// <summary>Has the keys of several wallets at hand, for orders that are signed one after the other.</summary>
    internal Task OpenAsync(IReadOnlyCollection<(TenantRef Tenant, WalletConnectionId Connection)> wallets, CancellationToken ct) => signer.OpenAsync(wallets, ct);
}
