using CopyTrade.Domain.Targets;

namespace CopyTrade.Tests.Domain.Targets;

public sealed class WalletTextTests
{
    private const string Wallet = "0x6031b6eed1c97e853c6e0f03ad3ce3529351f96d";

    [Theory]
    [InlineData("  0x6031B6EED1C97E853C6E0F03AD3CE3529351F96D\n")]
    [InlineData("https://polymarket.com/profile/0x6031B6eed1C97e853c6e0F03Ad3ce3529351F96d?tab=activity")]
    [InlineData("https://polymarket.com/@0x6031b6eed1c97e853c6e0f03ad3ce3529351f96d-1722")]
    public void TryFind_AddressOrProfile_FindsTheWallet(string text)
    {
        Assert.True(WalletText.TryFind(text, out var wallet));
        Assert.Equal(Wallet, wallet.Value);
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("https://polymarket.com/@somebody"), InlineData("0x6031b6eed1c97e853c6e0f03ad3ce3529351f96")]
    [InlineData("0x6031b6eed1c97e853c6e0f03ad3ce3529351f96dd"), InlineData("0x0000000000000000000000000000000000000000")]
    [InlineData("0x6031b6eed1c97e853c6e0f03ad3ce3529351f96d 0x7031b6eed1c97e853c6e0f03ad3ce3529351f96d")]
    public void TryFind_NoneOrSeveral_FindsNothing(string? text) => Assert.False(WalletText.TryFind(text, out _));
}
