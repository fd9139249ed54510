using System.Text;
using CopyTrade.Infrastructure.Venue.Signing;

namespace CopyTrade.Tests.Infrastructure.Venue.Signing;

public sealed class EthereumSignerTests
{
    // The first account of the public development mnemonic "test test … junk".
    private static readonly byte[] KnownKey = Convert.FromHexString("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");

    [Fact]
    public void Address_OfKnownKey_IsThePublishedOne()
    {
        using var signer = new EthereumSigner(KnownKey);

        Assert.Equal("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266", signer.Address.Value);
    }

    [Fact]
    public void Sign_ExampleOfEip712_GivesThePublishedSignatureBothWays()
    {
        using var cow = new EthereumSigner(EthereumSigner.Keccak256(Encoding.ASCII.GetBytes("cow")));
        var digest = Convert.FromHexString("be609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2");
        const string expected = "4355c47d63924e8a72e509b65029052eb6c299d53a04e167c5775fd466751c9d07299936d304c153f6443dfa05f40ff007d72911b6f72307f996231605b915621c";

        Assert.Equal(expected, Convert.ToHexStringLower(cow.Sign(digest)));
        Assert.Equal(expected, Convert.ToHexStringLower(cow.SignManaged(digest)));
    }

    [Fact]
    public void Sign_RandomDigests_NativeAndManagedAgree()
    {
        var random = new Random(7);
        var bytes = new byte[64];
        for (var i = 0; i < 50; i++)
        {
            random.NextBytes(bytes);
            bytes[0] = 0x7f;
            using var signer = new EthereumSigner(bytes.AsSpan(0, 32));
            Assert.Equal(signer.SignManaged(bytes.AsSpan(32)), signer.Sign(bytes.AsSpan(32)));
            Assert.EndsWith(signer.Address.Value[2..], Convert.ToHexStringLower(EthereumSigner.Keccak256(signer.PublicKeyManaged().AsSpan(1))), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")]
    public void Constructor_InvalidKey_IsRefused(string hex) =>
        Assert.Throws<ArgumentException>(() => new EthereumSigner(Convert.FromHexString(hex)));

    [Fact]
    public void Sign_AfterDispose_IsRefused()
    {
        var signer = new EthereumSigner(KnownKey);
        signer.Dispose();

        Assert.Throws<ObjectDisposedException>(() => signer.Sign(new byte[32]));
        Assert.DoesNotContain("ac0974", signer.ToString(), StringComparison.OrdinalIgnoreCase);
    }
}
