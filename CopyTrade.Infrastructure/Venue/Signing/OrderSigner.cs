using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Venue.Signing;

/// <summary>Builds and signs orders for the current exchange. Reads no clock and no randomness: equal terms give equal bytes.</summary>
internal sealed class OrderSigner(ISigningKeys keys, IOptions<VenueOptions> options) : IOrderSigner
{
    private readonly ExchangeDomain _standard = new(ExchangeDomain.Current, options.Value.ChainId, options.Value.ExchangeAddress);
    private readonly ExchangeDomain _negRisk = new(ExchangeDomain.Current, options.Value.ChainId, options.Value.NegRiskExchangeAddress);

    public async Task<SignedOrder> SignAsync(TenantRef tenant, WalletConnectionId connection, OrderTerms terms, CancellationToken ct)
    {
        if (terms.TimeInForce == TimeInForce.Gtd) throw new ArgumentException("An order that ends by date needs an expiration, which these terms cannot carry.", nameof(terms));
        if (terms.SignatureType == SignatureType.Paper) throw new ArgumentException("An order of a paper wallet is never signed.", nameof(terms));
        var order = ExchangeOrder.From(terms);
        var domain = terms.NegRisk ? _negRisk : _standard;
        var signature = await keys.UseAsync(tenant, connection, key => Sign(key, terms, order, domain), ct);
        return new(VenueOrderId.Parse(PrefixedHex.Of(order.Digest(domain))), OrderJson.Signed(order, signature));
    }

    public Task OpenAsync(IReadOnlyCollection<(TenantRef Tenant, WalletConnectionId Connection)> wallets, CancellationToken ct) => keys.OpenAsync(wallets, ct);

    private static byte[] Sign(EthereumSigner key, OrderTerms terms, ExchangeOrder order, ExchangeDomain domain) => key.Address == terms.Signer
        ? OrderSignature.Sign(key, order, domain)
        : throw new SignerUnavailableException($"The stored key belongs to {key.Address}, not to {terms.Signer}.");
}
