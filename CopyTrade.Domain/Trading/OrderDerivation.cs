using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Trading;

/// <summary>
/// Salt and timestamp of an order, derived from its key and its ledger row and never drawn anew: signing the same row
/// again gives the same bytes and the same order hash, so the venue itself refuses a second copy. Frozen formulas.
/// </summary>
public static class OrderDerivation
{
    private const long MaximumSalt = (1L << 53) - 1;   // the largest whole number that survives JSON in every client

    /// <summary>The lowest 53 bits of the first eight bytes of SHA-256 over the key's 32 bytes and "order-salt".</summary>
    public static long SaltOf(IdempotencyKey key) => (long)(Hash(key, "order-salt") & MaximumSalt);

    /// <summary>The second in which the row was written, in milliseconds, plus 0 to 999 derived from the key.</summary>
    public static long TimestampOf(IdempotencyKey key, DateTimeOffset createdAt) =>
        (createdAt.ToUnixTimeSeconds() * 1000) + (long)(Hash(key, "order-timestamp") % 1000);

    /// <summary>What is signed for an intent.</summary>
    public static OrderTerms TermsOf(OrderIntent intent, DateTimeOffset createdAt, WalletConnection wallet) => new(
        intent.Token, intent.NegRisk, intent.Side, intent.Limit, intent.Shares, intent.Tick, intent.TimeInForce,
        wallet.Funder, wallet.Signer, wallet.SignatureType, SaltOf(intent.Key), TimestampOf(intent.Key, createdAt));

    private static ulong Hash(IdempotencyKey key, string purpose) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData([.. key.ToBytes(), .. Encoding.ASCII.GetBytes(purpose)]));
}
