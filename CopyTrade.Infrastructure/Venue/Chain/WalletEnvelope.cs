using System.Numerics;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>
/// How the owner's own account makes the wallet that holds the money do a call: the call itself where the two are one account,
/// <c>execTransaction</c> of a Safe, <c>proxy</c> of the venue's factory for a proxy wallet (Polymarket/proxy-factories, 2022-2024).
/// The owner pays the gas, so a Safe pays nobody back.
/// </summary>
internal static class WalletEnvelope
{
    private const string SafeExecute = "execTransaction(address,uint256,bytes,uint8,uint256,uint256,uint256,address,address,bytes)";
    private const string ProxyExecute = "proxy((uint8,address,uint256,bytes)[])";

    // Word numbers behind the selector: a Safe's call names its bytes in the third word; the factory's array of one tuple has
    // offset, count and the tuple's offset before the tuple.
    private const int SafeBytes = 2;
    private const int ProxyTuple = 3;

    private static readonly AbiValue None = AbiValue.Of(BigInteger.Zero);
    private static readonly AbiValue PlainCall = AbiValue.Of(BigInteger.One);

    /// <summary>The venue's factory of proxy wallets (protocol 9.2).</summary>
    public static WalletAddress ProxyFactory { get; } = WalletAddress.Parse("0xaB45c5A4B0c941a2F231C04C3f49182e1A254052");

    /// <summary>What the owner's account sends, and to whom.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The owner cannot send for such a wallet.</exception>
    public static (WalletAddress To, byte[] Data) Close(WalletConnection wallet, WalletAddress to, byte[] data) => wallet.SignatureType switch
    {
        SignatureType.Eoa => (to, data),
        SignatureType.Safe => (wallet.Funder, Abi.Call(SafeExecute, AbiValue.Of(to), None, AbiValue.OfBytes(data), None, None, None, None, None, None, AbiValue.OfBytes(SenderIs(wallet.Signer)))),
        SignatureType.Proxy => (ProxyFactory, Abi.Call(ProxyExecute, AbiValue.OfTuples(AbiValue.OfTuple(PlainCall, AbiValue.Of(to), None, AbiValue.OfBytes(data))))),
        _ => throw new ArgumentOutOfRangeException(nameof(wallet), wallet.SignatureType, "The owner's account cannot send for such a wallet."),
    };

    /// <summary>The call inside, when the envelope is in every byte the one that <see cref="Close"/> makes for this wallet; null otherwise.</summary>
    public static (WalletAddress To, byte[] Data)? Open(WalletConnection wallet, WalletAddress to, byte[] data)
    {
        if (wallet.SignatureType == SignatureType.Eoa) return (to, data);
        if (wallet.SignatureType is not (SignatureType.Safe or SignatureType.Proxy) || data.Length < 4) return null;
        try
        {
            var words = data.AsSpan(4);
            var inner = wallet.SignatureType == SignatureType.Safe
                ? (Abi.Address(words, 0), Abi.Blob(words, SafeBytes))
                : (Abi.Address(words, ProxyTuple + 1), Abi.Blob(words[(32 * ProxyTuple)..], 3));
            var whole = Close(wallet, inner.Item1, inner.Item2);
            return whole.To == to && whole.Data.AsSpan().SequenceEqual(data) ? inner : null;
        }
        catch (Exception e) when (e is FormatException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>
    /// A Safe takes "the owner sends this itself" for a signature: v = 1, r = the owner (Safe 1.3.0, checkNSignatures). It binds
    /// nothing to the Safe's own numbers, so steps do not wait for each other, and it is worth nothing in anybody else's hands.
    /// </summary>
    private static byte[] SenderIs(WalletAddress owner) => [.. new byte[12], .. Convert.FromHexString(owner.Value.AsSpan(2)), .. new byte[32], 1];
}
