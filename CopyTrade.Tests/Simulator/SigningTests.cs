using System.Text;
using CopyTrade.Domain.Venue;
using CopyTrade.Simulator.Signing;

namespace CopyTrade.Tests.Simulator;

public sealed class SigningTests
{
    private const string First = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
    private const string NoBytes = "0x0000000000000000000000000000000000000000000000000000000000000000";

    // Facts of the official clients' own test suites and of an independent implementation that reproduces them.
    [Theory]
    [InlineData(80002, false, OrderSide.Buy, 100000000, 50000000, NoBytes, "0xf4b817f06f351bdc415e904135e806faee2d88050b2fab12370717143dc923b8", "0xa96be879ff1c5b94c1f7bbb4e253e2283748c1261f8b21390979d31ee6a164656132219cf49fd86574380b4f5f11232945497b29ffbc74d4bf9a0623c17af0071b")]
    [InlineData(137, false, OrderSide.Buy, 100000000, 50000000, NoBytes, "0xf69f17dcabb49e64a79a669ea5336cd3ce518c083c821664f295c62e39baedec", "0x745070770d383e6f4e6431858070edacbea294ed0e2b16f147127edafc51b59a6e788aaeda02cce5989ee10cc983a4045313e1ec7075c5a5b84f6212b097d36a1b")]
    [InlineData(137, true, OrderSide.Sell, 10000000, 5200000, "0xabababababababababababababababababababababababababababababababab", "0x3589cbf8a7e0fc2fb33e2fde11890547f5b3956260d1510b0a57ebbec487e25e", "0xa607691f15e06d707f39d1a8842b9c7ccca8a5c6bd27f2eb17329ee17c3e049a3691692a71d700be84c8beef9e871040ed4ddf60a7bbbebbf3abbe20421272a11b")]
    public void OrderSignature_PublishedOrder_HashesAndRecovers(int chainId, bool negRisk, OrderSide side, long makerAmount, long takerAmount, string builder, string hash, string signature)
    {
        var order = new WireOrder(
            479249096354, First, First, TokenId.Parse("1234"), makerAmount, takerAmount, side, SignatureType.Eoa, 1780449126930,
            Words.TryHex(NoBytes)!, Words.TryHex(builder)!, Words.TryHex(signature)!);

        Assert.Equal(hash, Words.Hex(OrderHashing.OrderHash(order, Contracts.ExchangeFor(negRisk), chainId)));
        Assert.True(OrderSignature.IsValid(order, Contracts.ExchangeFor(negRisk), chainId, First));
        Assert.False(OrderSignature.IsValid(order, Contracts.ExchangeFor(!negRisk), chainId, First));
    }

    [Fact]
    public void OrderSignature_PublishedDepositWalletOrder_IsValidOnlyWithItsWholeWrapper()
    {
        const string wallet = "0x1111111111111111111111111111111111111111";
        const string inner = "a3a093c83b6c20c83355c16ce94c92e6e9fcbdeb840618cc74f6c57a42ad145b2b98db73d2c73cbf1f2b6af288566ae81960ddbc3a13921027358a8bff3be6ff1c";
        const string appSeparator = "a440cbd865bc0c6243d7a8df9a8bf48a8827b0a4abbb61c30e96d305423af148";
        const string contents = "d23d42d3ad94e65d78258cecaf8dcbaddac0f73dc085040f2c12bb595dd83804";
        var signature = Words.TryHex("0x" + inner + appSeparator + contents + Convert.ToHexStringLower(Encoding.ASCII.GetBytes(OrderHashing.OrderType)) + "00ba")!;
        var order = new WireOrder(
            479249096354, wallet, wallet, TokenId.Parse("1234"), 100000000, 50000000, OrderSide.Buy, SignatureType.DepositWallet, 1710000000000,
            Words.TryHex(NoBytes)!, Words.TryHex(NoBytes)!, signature);

        Assert.Equal("0x2afca94626db91b2d556c351584a4cd93e13da32e377dc48c7983e43afa5ab47", Words.Hex(OrderHashing.OrderHash(order, Contracts.Exchange, 80002)));
        Assert.True(OrderSignature.IsValid(order, Contracts.Exchange, 80002, First));
        Assert.False(OrderSignature.IsValid(order with { Signature = signature[..65] }, Contracts.Exchange, 80002, First));
        Assert.False(OrderSignature.IsValid(order with { Signature = [.. signature[..^1], 0xbb] }, Contracts.Exchange, 80002, First));
    }

    [Theory]
    [InlineData(80002, "10000000", 23, "0x8f442df8073c9cf2e36d7b20ca9d64d1a9352e982cc82a293b7de2df57920610", "0xf62319a987514da40e57e2f4d7529f7bac38f0355bd88bb5adbb3768d80de6c1682518e0af677d5260366425f4361e7b70c25ae232aff0ab2331e2b164a1aedc1b")]
    [InlineData(137, "1780449126", 0, "0x71a66651cae4064cf98fb55fa0ea7ba287b93b396924fec774bfb38021e351c1", "0x868a3dfd8dce2ebf6fa47d25b2bec8518b594f4300073d1b6610d65fa888fcc133676ba53ce9c556a2e8c656b324b232de1b2e881e5b1497e6b0a3e02820475c1c")]
    public void ClobAuth_PublishedMessage_RecoversTheSigner(int chainId, string timestamp, int nonce, string digest, string signature)
    {
        var computed = ClobAuth.Digest(First, timestamp, nonce, chainId);

        Assert.Equal(digest, Words.Hex(computed));
        Assert.Equal(First, Secp256k1.RecoverAddress(computed, Words.TryHex(signature)!));
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "1000000", "test-sign", "/orders", "{\"hash\": \"0x123\"}", "ZwAdJKvoYRlEKDkNMwd5BuwNNtg93kNaR_oU2HrfVvc=")]
    [InlineData("AAAAAAAAA^^AAAAAAAA<>AAAAA||AAAAAAAAAAAAAAAAAAAAA=", "1000000", "test-sign", "/orders", "{\"hash\": \"0x123\"}", "ZwAdJKvoYRlEKDkNMwd5BuwNNtg93kNaR_oU2HrfVvc=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "1", "GET", "/", "", "eHaylCwqRSOa2LFD77Nt_SaTpbsxzN8eTEI3LryhEj4=")]
    [InlineData("++/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "1000000", "test-sign", "/orders", "{\"hash\": \"0x123\"}", "HNo0ctLa8EfeOxYf0wiNci4JqCwLiVWsubxySKwD1cs=")]
    public void RequestHmac_PublishedRequest_GivesThePublishedText(string secret, string timestamp, string method, string path, string body, string expected)
    {
        Assert.Equal(expected, RequestHmac.Sign(secret, timestamp, method, path, Encoding.UTF8.GetBytes(body)));
    }

    [Fact]
    public void RecoverAddress_HighS_IsRefused()
    {
        var signature = Words.TryHex("0x868a3dfd8dce2ebf6fa47d25b2bec8518b594f4300073d1b6610d65fa888fcc133676ba53ce9c556a2e8c656b324b232de1b2e881e5b1497e6b0a3e02820475c1c")!;
        var order = System.Numerics.BigInteger.Parse("0fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
        var s = new System.Numerics.BigInteger(signature.AsSpan(32, 32), isUnsigned: true, isBigEndian: true);
        byte[] mirrored = [.. signature[..32], .. Words.Of(order - s), 27];

        Assert.Null(Secp256k1.RecoverAddress(ClobAuth.Digest(First, "1780449126", 0, 137), mirrored));
    }

    // The example account of the relayer's documentation ("submit a transaction").
    [Fact]
    public void SafeOf_PublishedAccount_GivesItsPublishedSafe() =>
        Assert.Equal("0x6d8c4e9adf5748af82dabe2c6225207770d6b4fa", DerivedWallets.SafeOf("0x6e0c80c90ea6c15917308f820eac91ce2724b5b5"));
}
