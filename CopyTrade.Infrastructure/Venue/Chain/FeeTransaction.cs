using System.Numerics;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Signing;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>A transaction with base fee and tip (EIP-1559, type 2), without value and access list: the calls of this program need neither.</summary>
/// <param name="ChainId">The network that it is valid on.</param>
/// <param name="Nonce">Its number among the account's transactions.</param>
/// <param name="Tip">Wei that the validator gets for a unit of gas, at most.</param>
/// <param name="MaxFee">Wei that a unit of gas costs, tip included, at most.</param>
/// <param name="Gas">Units of gas that it may use.</param>
/// <param name="To">The contract.</param>
/// <param name="Data">The call.</param>
internal sealed record FeeTransaction(int ChainId, long Nonce, BigInteger Tip, BigInteger MaxFee, long Gas, WalletAddress To, byte[] Data)
{
    private const byte Type = 2;

    /// <summary>What is signed.</summary>
    public byte[] SigningHash() => EthereumSigner.Keccak256([Type, .. Rlp.List(Fields())]);

    /// <summary>The bytes for the node. Equal transactions give equal bytes: the signature is deterministic.</summary>
    public byte[] Sign(EthereumSigner key)
    {
        var signature = key.Sign(SigningHash());
        var r = new BigInteger(signature.AsSpan(0, 32), isUnsigned: true, isBigEndian: true);
        var s = new BigInteger(signature.AsSpan(32, 32), isUnsigned: true, isBigEndian: true);
        return [Type, .. Rlp.List([.. Fields(), Rlp.Of(new BigInteger(signature[64] - 27)), Rlp.Of(r), Rlp.Of(s)])];
    }

    public static TransactionHash HashOf(ReadOnlySpan<byte> raw) => TransactionHash.Parse(PrefixedHex.Of(EthereumSigner.Keccak256(raw)));

    private byte[][] Fields() =>
    [
        Rlp.Of(new BigInteger(ChainId)), Rlp.Of(new BigInteger(Nonce)), Rlp.Of(Tip), Rlp.Of(MaxFee), Rlp.Of(new BigInteger(Gas)),
        Rlp.Of(Convert.FromHexString(To.Value.AsSpan(2))), Rlp.Of(BigInteger.Zero), Rlp.Of(Data), Rlp.List(),
    ];
}
