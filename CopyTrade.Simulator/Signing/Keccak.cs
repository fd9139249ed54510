using System.Text;
using Org.BouncyCastle.Crypto.Digests;

namespace CopyTrade.Simulator.Signing;

internal static class Keccak
{
    public static byte[] Hash(params ReadOnlySpan<byte[]> parts)
    {
        var digest = new KeccakDigest(256);
        foreach (var part in parts)
        {
            digest.BlockUpdate(part, 0, part.Length);
        }

        var hash = new byte[32];
        digest.DoFinal(hash, 0);
        return hash;
    }

    public static byte[] OfText(string text) => Hash(Encoding.UTF8.GetBytes(text));
}
