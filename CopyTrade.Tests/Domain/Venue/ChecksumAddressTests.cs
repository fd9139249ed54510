using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Domain.Venue;

public sealed class ChecksumAddressTests
{
    // The examples of EIP-55 itself.
    [Theory]
    [InlineData("0x52908400098527886E0F7030069857D2E4169EE7")]
    [InlineData("0xde709f2102306220921060314715629080e2fb77")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")]
    [InlineData("0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB")]
    [InlineData("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb")]
    public void Of_PublishedAddress_IsItsPublishedSpelling(string text)
    {
        Assert.Equal(text, ChecksumAddress.Of(WalletAddress.Parse(text)));
        Assert.True(ChecksumAddress.Matches(" " + text + " "));
    }

    [Theory]
    [InlineData("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "no capitals, no checksum")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAee", "one wrong digit")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeaeD", "one wrong capital")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe", "too short")]
    [InlineData("0x0000000000000000000000000000000000000000", "nobody")]
    [InlineData("", "nothing")]
    public void Matches_AnythingElse_IsFalse(string text, string why) => Assert.False(ChecksumAddress.Matches(text), why);
}
