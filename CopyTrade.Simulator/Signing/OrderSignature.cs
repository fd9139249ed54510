using CopyTrade.Domain.Venue;

namespace CopyTrade.Simulator.Signing;

internal static class OrderSignature
{
    /// <summary>Does the key behind <paramref name="account"/> stand behind this order, on this exchange, with the wallet it names?</summary>
    public static bool IsValid(WireOrder order, string exchange, int chainId, string account)
    {
        var (digest, signature) = (order.SignatureType, order.Signature.Length) switch
        {
            (SignatureType.DepositWallet, > 65) when order.Signature.AsSpan(65).SequenceEqual(OrderHashing.WrappedTail(order, exchange, chainId)) =>
                (OrderHashing.WrappedDigest(order, exchange, chainId), order.Signature[..65]),
            (not SignatureType.DepositWallet, 65) => (OrderHashing.OrderHash(order, exchange, chainId), order.Signature),
            _ => ([], []),
        };
        return signature.Length == 65 && Secp256k1.RecoverAddress(digest, signature) == account && NamesItsWallet(order, account);
    }

    private static bool NamesItsWallet(WireOrder order, string account) => order.SignatureType switch
    {
        SignatureType.Eoa => order.Maker == account && order.Signer == account,
        SignatureType.Proxy => order.Maker == DerivedWallets.ProxyOf(account) && order.Signer == account,
        SignatureType.Safe => order.Maker == DerivedWallets.SafeOf(account) && order.Signer == account,
        SignatureType.DepositWallet => order.Maker == order.Signer,
        _ => false,
    };
}
