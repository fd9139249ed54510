using System.Text;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Signing;

namespace CopyTrade.Tests.Infrastructure.Venue.Signing;

/// <summary>Values asserted by the venue's own test suites and documentation, so that any machine proves the signing.</summary>
public sealed class OfficialFactsTests
{
    private const string Exchange = "0xE111180000d2663C0091e4f400237545B87B996B";

    [Fact]
    public void OrderType_OfTheCurrentExchange_HasThePublishedHashAndLength()
    {
        Assert.Equal("bb86318a2138f5fa8ae32fbe8e659f8fcf13cc6ae4014a707893055433818589", Convert.ToHexStringLower(Eip712.TypeHash(ExchangeOrder.Type)));
        Assert.Equal(0xba, ExchangeOrder.Type.Length);
    }

    [Fact]
    public void ClobAuth_OfTheOfficialTest_HasItsSignature()
    {
        using var key = Key();

        Assert.Equal(
            "0xf62319a987514da40e57e2f4d7529f7bac38f0355bd88bb5adbb3768d80de6c1682518e0af677d5260366425f4361e7b70c25ae232aff0ab2331e2b164a1aedc1b",
            ClobAuth.Sign(key, chainId: 80002, unixSeconds: 10_000_000, nonce: 23));
    }

    [Theory, InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="), InlineData("AAAAAAAAA^^AAAAAAAA<>AAAAA||AAAAAAAAAAAAAAAAAAAAA=")]
    public void L2Signature_OfTheOfficialTest_IsTheSame(string secret) => Assert.Equal(
        "ZwAdJKvoYRlEKDkNMwd5BuwNNtg93kNaR_oU2HrfVvc=",
        L2Signature.Of(secret, 1_000_000, "test-sign", "/orders", Encoding.UTF8.GetBytes("""{"hash": "0x123"}""")));

    [Fact]
    public void DepositWalletOrder_OfTheOfficialTest_HasItsHash()
    {
        var order = new ExchangeOrder(
            479249096354, "0x1111111111111111111111111111111111111111", "0x1111111111111111111111111111111111111111", 1234, 100_000_000, 50_000_000,
            OrderSide.Buy, SignatureType.DepositWallet, 1710000000000);
        var domain = new ExchangeDomain("2", 80002, Exchange);

        Assert.Equal("2afca94626db91b2d556c351584a4cd93e13da32e377dc48c7983e43afa5ab47", Convert.ToHexStringLower(order.Digest(domain)));
        Assert.Equal("c31d535831b64decf4687570628e5765c218fc3c4a7b582c7bd3105525f76a8c", Convert.ToHexStringLower(OrderSignature.WrappedDigest(order, domain)));
    }

    [Fact]
    public void OrderFilled_OfTheCurrentExchange_HasThePublishedTopic() =>
        Assert.Equal("0xd543adfd945773f1a62f74f0ee55a5e3b9b1a28262980ba90b1a89f2ea84d8ee", EventTopics.OrderFilled);

    [Fact]
    public void SmartWallets_OfTheDevelopmentKey_HaveThePublishedAddresses()
    {
        Assert.Equal("0x365f0ca36ae1f641e02fe3b7743673da42a13a70", WalletDerivation.ProxyOf(FakeSigningKeys.Address).Value);
        Assert.Equal("0xd93b25cb943d14d0d34fbaf01fc93a0f8b5f6e47", WalletDerivation.SafeOf(FakeSigningKeys.Address).Value);
    }

    [Fact]
    public void LimitAmounts_OfTheOfficialTest_RoundAsPublished() => Assert.Equal(
        new OrderAmounts(117_824, 21_040_000),
        OrderAmounts.ForLimit(OrderSide.Buy, Price.Of(0.0056m), Shares.Of(21.04m), TickSize.Of(0.0001m)));

    [Fact]
    public void Fee_OfTheDocumentedExample_IsOneDollarSeventyFive() =>
        Assert.Equal(Usdc.Of(1.75m), PlatformFee.Charged(Shares.Of(100m), Price.Of(0.5m), 0.07m, 1));

    private static EthereumSigner Key() => new(Convert.FromHexString(FakeSigningKeys.PrivateKey));
}
