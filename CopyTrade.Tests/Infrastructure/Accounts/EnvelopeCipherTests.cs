using System.Security.Cryptography;
using System.Text;
using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts.Custody;

namespace CopyTrade.Tests.Infrastructure.Accounts;

public sealed class EnvelopeCipherTests
{
    private static readonly TenantId Tenant = new(Guid.NewGuid());
    private static readonly Guid Connection = Guid.NewGuid();
    private static readonly SecretPlace Place = SecretPlace.Of(Tenant, Connection, "signing-key");
    private static readonly byte[] Secret = Encoding.UTF8.GetBytes("thirty-two bytes of pure secret!");

    private readonly EnvelopeCipher _cipher = new(new MasterKey(RandomNumberGenerator.GetBytes(32)));

    [Fact]
    public void Open_OfWhatWasSealed_GivesTheSecret() =>
        Assert.Equal(Secret, _cipher.Open(Seal(), Place));

    [Fact]
    public void Place_IsTheTextThatStoredSecretsAreBoundTo()
    {
        var (tenant, row) = (Guid.Parse("0192f0c0-0000-7000-8000-00000000000a"), Guid.Parse("0192f0c0-0000-7000-8000-00000000000b"));

        Assert.Equal($"copytrade|{tenant}|{row}|signing-key", SecretPlace.Of(new TenantId(tenant), row, "signing-key").ToString());
        Assert.Equal($"copytrade|user|{row}|[AspNetUserStore]|AuthenticatorKey", SecretPlace.Of(new UserId(row), "[AspNetUserStore]", "AuthenticatorKey").ToString());
    }

    [Fact]
    public void Text_OfASealedSecret_IsReadBackAndNothingElseIs()
    {
        var stored = Seal();

        Assert.Equal(Secret, _cipher.Open(SealedSecret.TryParse(stored.ToText())!, Place));
        foreach (var other in (string[])["", "JBSWY3DPEHPK3PXP", "sealed:", "sealed:AAAA", "sealed:AAAA:AAAA:AAAA", "sealed:not base:AAAA", stored.ToText()[1..]]) Assert.Null(SealedSecret.TryParse(other));
    }

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

        Assert.ThrowsAny<CryptographicException>(() => _cipher.Open(stored, SecretPlace.Of(new TenantId(Guid.NewGuid()), Connection, "signing-key")));
        Assert.ThrowsAny<CryptographicException>(() => _cipher.Open(stored, SecretPlace.Of(Tenant, Guid.NewGuid(), "signing-key")));
        Assert.ThrowsAny<CryptographicException>(() => _cipher.Open(stored, SecretPlace.Of(Tenant, Connection, "venue-credentials")));
    }

    [Fact]
    public void Open_WithAnotherMasterKey_IsRefused() =>
        Assert.ThrowsAny<CryptographicException>(() => new EnvelopeCipher(new MasterKey(RandomNumberGenerator.GetBytes(32))).Open(Seal(), Place));

    [Fact]
    public void Open_WithAnyBitTurned_IsRefused()
    {
        var stored = Seal();
        for (var i = 0; i < stored.Ciphertext.Length; i++)
            Assert.ThrowsAny<CryptographicException>(() => _cipher.Open(stored with { Ciphertext = Turned(stored.Ciphertext, i) }, Place));
        for (var i = 0; i < stored.WrappedKey.Length; i++)
            Assert.ThrowsAny<CryptographicException>(() => _cipher.Open(stored with { WrappedKey = Turned(stored.WrappedKey, i) }, Place));
    }

    [Fact]
    public void Open_OfTooFewBytes_IsRefused() =>
        Assert.ThrowsAny<CryptographicException>(() => _cipher.Open(new SealedSecret([1, 2, 3], []), Place));

    private SealedSecret Seal() => _cipher.Seal(Secret, Place);

    private static byte[] Turned(byte[] bytes, int index)
    {
        var copy = bytes.ToArray();
        copy[index] ^= 1;
        return copy;
    }
}
