using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Domain.Mirroring;

/// <summary>Frozen formulas: these values were computed outside this program and must never change.</summary>
public sealed class MirrorKeysTests
{
    private static readonly WalletAddress Wallet = WalletAddress.Parse("0x6031B6EED1C97E853C6E0F03AD3CE3529351F96D");
    private static readonly TransactionHash Transaction = TransactionHash.Parse("0x" + string.Concat(Enumerable.Repeat("AB", 32)));
    private static readonly TokenId Token = TokenId.Parse("123456789012345678901234567890");

    [Fact]
    public void TargetKey_OfAWallet_IsTheFrozenUuid() =>
        Assert.Equal("d2fb91f6-8e18-5405-969b-0e5c460d8f8b", TargetKey.Of(Wallet).ToString());

    [Fact]
    public void FillId_OfADataApiRow_HasTheFrozenShape() => Assert.Equal(
        $"data-api:{Transaction}:123456789012345678901234567890:BUY:1784327295",
        FillId.FromDataApi(Transaction, Token, OrderSide.Buy, 1784327295).Value);

    [Fact]
    public void FillId_OfALateLeg_HasTheSiblingShape() => Assert.Equal(
        $"data-api-leg:{Transaction}:123456789012345678901234567890:SELL:1784327295:2",
        FillId.ForLateLeg(Transaction, Token, OrderSide.Sell, 1784327295, 2).Value);

    [Fact]
    public void IdempotencyKey_OfTargetAndFill_IsTheFrozenHash() => Assert.Equal(
        "0x6ed98bd433cc97e69faf72cc03632a3bc014fead5b73a9395c38cce3d0f89cb2",
        MirrorKeys.For(TargetKey.Of(Wallet), FillId.FromDataApi(Transaction, Token, OrderSide.Buy, 1784327295)).Value);
}
