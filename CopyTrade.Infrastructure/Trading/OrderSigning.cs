using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Trading;

/// <summary>The only user of <see cref="IOrderSigner"/>: what was not allowed by the authoriser cannot be signed.</summary>
public sealed class OrderSigning(IOrderSigner signer)
{
    public Task<SignedOrder> SignAsync(SigningContext context, CancellationToken ct) => signer.SignAsync(context.Tenant, context.Connection, context.Terms, ct);
}
