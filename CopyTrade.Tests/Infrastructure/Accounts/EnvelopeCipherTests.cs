using System.Security.Cryptography;
using System.Text;
using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts.Custody;

namespace CopyTrade.Tests.Infrastructure.Accounts;

public sealed class EnvelopeCipherTests
{
    private static readonly TenantId Tenant = new(Guid.NewGuid());
    private static readonly WalletConnectionId Connection = new(Guid.NewGuid());
    private static readonly byte[] Secret = Encoding.UTF8.GetBytes("thirty-two bytes of pure secret!");

    private readonly EnvelopeCipher _cipher = new(new MasterKey(RandomNumberGenerator.GetBytes(32)));

    [Fact]
    public void Open_OfWhatWasSealed_GivesTheSecret() =>
        Assert.Equal(Secret, _cipher.Open(Seal(), Tenant, Connection, "signing-key"));

    [Fact]
    public void Seal_TwiceTheSame_SharesNoBytes()
    {
        var (first, second) = (Seal(), Seal());

        Assert.NotEqual(first.Ciphertext, second.Ciphertext);
        Assert.NotEqual(first.WrappedKey, second.WrappedKey);
        Assert.DoesNotContain(Encoding.UTF8.GetString(Secret), Encoding.Latin1.GetString(first.Ciphertext), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_MovedToAnotherRow_IsRefused()
    {
        var stored = Seal();

        Assert.ThrowsAny<CryptographicException>(() => _cipher.Open(stored, new TenantId(Guid.NewGuid()), Connection, "signing-key"));
        Assert.ThrowsAny<CryptographicException>(() => _cipher.Open(stored, Tenant, new WalletConnectionId(Guid.NewGuid()), "signing-key"));
        Assert.ThrowsAny<CryptographicException>(() => _cipher.Open(stored, Tenant, Connection, "venue-credentials"));
    }

    [Fact]
    public void Open_WithAnotherMasterKey_IsRefused() =>
        Assert.ThrowsAny<CryptographicException>(() => new EnvelopeCipher(new MasterKey(RandomNumberGenerator.GetBytes(32))).Open(Seal(), Tenant, Connection, "signing-key"));

    [Fact]
    public void Open_WithAnyBitTurned_IsRefused()
    {
        var stored = Seal();
        for (var i = 0; i < stored.Ciphertext.Length; i++)
            Assert.ThrowsAny<CryptographicException>(() => _cipher.Open(stored with { Ciphertext = Turned(stored.Ciphertext, i) }, Tenant, Connection, "signing-key"));
        for (var i = 0; i < stored.WrappedKey.Length; i++)
            Assert.ThrowsAny<CryptographicException>(() => _cipher.Open(stored with { WrappedKey = Turned(stored.WrappedKey, i) }, Tenant, Connection, "signing-key"));
    }

    [Fact]
    public void Open_OfTooFewBytes_IsRefused() =>
        Assert.ThrowsAny<CryptographicException>(() => _cipher.Open(new SealedSecret([1, 2, 3], []), Tenant, Connection, "signing-key"));

    private SealedSecret Seal() => _cipher.Seal(Secret, Tenant, Connection, "signing-key");

    private static byte[] Turned(byte[] bytes, int index)
    {
        var copy = bytes.ToArray();
        copy[index] ^= 1;
        return copy;
    }
}
