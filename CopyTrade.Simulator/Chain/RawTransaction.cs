using System.Numerics;
using CopyTrade.Simulator.Signing;

namespace CopyTrade.Simulator.Chain;

/// <summary>A signed type-2 transaction as it came over the wire, with whoever signed it.</summary>
internal sealed record RawTransaction(string Hash, string From, long Nonce, BigInteger MaxFee, BigInteger Gas, string To, byte[] Data)
{
    private const int Fields = 12;
    private const int SignedFields = 9;

    /// <summary>Null for bytes that no node would take: another type or chain, a value, an access list, a signature of nobody.</summary>
    public static RawTransaction? Parse(byte[] raw)
    {
        if (raw.Length < 2 || raw[0] != 2 || RlpReader.List(raw.AsSpan(1)) is not { Count: Fields } items || items.Take(Fields).Any(item => item is null)) return null;
        byte[][] fields = [.. items.Select(item => item!)];
        var (id, nonce, maxFee, gas) = (Number(fields[0]), Number(fields[1]), Number(fields[3]), Number(fields[4]));
        if (id != Contracts.ChainId || nonce > long.MaxValue || fields[5].Length != 20 || fields[6].Length != 0 || fields[8].Length != 0 || fields[9].Length > 1) return null;
        byte[] signature = [.. Pad(fields[10]), .. Pad(fields[11]), (byte)(27 + (fields[9].Length == 0 ? 0 : fields[9][0]))];
        var unsigned = RlpReader.Join(items.Take(SignedFields).Select((item, i) => (item!, i == 8)));
        var from = Secp256k1.RecoverAddress(Keccak.Hash([2], unsigned), signature);
        return from is null ? null : new(Words.Hex(Keccak.Hash(raw)), from, (long)nonce, maxFee, gas, Words.Hex(fields[5]), fields[7]);
    }

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static byte[] Pad(byte[] bytes) => bytes.Length <= 32 ? [.. new byte[32 - bytes.Length], .. bytes] : [];
}
