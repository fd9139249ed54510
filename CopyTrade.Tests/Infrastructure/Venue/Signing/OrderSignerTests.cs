using System.Text;
using System.Text.Json;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Infrastructure.Venue.Signing;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Infrastructure.Venue.Signing;

public sealed class OrderSignerTests
{
    private static readonly WalletAddress Wallet = WalletAddress.Parse("0x1111111111111111111111111111111111111111");

    private static readonly OrderTerms Terms = new(
        TokenId.Parse("1234"), NegRisk: false, OrderSide.Buy, Price.Of(0.5m), Shares.Of(10m), TickSize.Cent, TimeInForce.Gtc,
        FakeSigningKeys.Address, FakeSigningKeys.Address, SignatureType.Eoa, Salt: 479249096354, TimestampMs: 1713398400000);

    [Theory, InlineData(SignatureType.Eoa), InlineData(SignatureType.Safe), InlineData(SignatureType.DepositWallet)]
    public async Task Sign_TheSameTermsTwice_GivesTheSameBytesAndId(SignatureType type)
    {
        var terms = Terms with { SignatureType = type, Maker = type == SignatureType.Eoa ? FakeSigningKeys.Address : Wallet };

        var (first, second) = (await SignAsync(terms), await SignAsync(terms));

        Assert.Equal(first.OrderId, second.OrderId);
        Assert.True(first.Body.Span.SequenceEqual(second.Body.Span));
    }

    [Fact]
    public async Task Sign_ABuyOfDollarsThatMayNotRest_SignsCentsAndFourDecimals()
    {
        var order = await SignAsync(Terms with { Price = Price.Of(0.057m), Tick = TickSize.Of(0.001m), Shares = Shares.Of(35.13m), TimeInForce = TimeInForce.Fok });

        var json = JsonDocument.Parse(order.Body).RootElement;
        Assert.Equal("2000000", json.GetProperty("makerAmount").GetString());     // 2.00241 dollars, cut to cents
        Assert.Equal("35087700", json.GetProperty("takerAmount").GetString());    // 35.0877 shares
    }

    [Fact]
    public async Task Sign_ForADepositWallet_NamesTheWalletTwiceAndWrapsTheSignature()
    {
        var order = await SignAsync(Terms with { SignatureType = SignatureType.DepositWallet, Maker = Wallet });

        var json = JsonDocument.Parse(order.Body).RootElement;
        Assert.Equal(Wallet.Value, json.GetProperty("maker").GetString());
        Assert.Equal(Wallet.Value, json.GetProperty("signer").GetString());
        var signature = Convert.FromHexString(json.GetProperty("signature").GetString()![2..]);
        Assert.Equal(65 + 32 + 32 + 186 + 2, signature.Length);
        Assert.Equal([0x00, 0xba], signature[^2..]);
    }

    [Fact]
    public async Task Sign_WithAnyTermChanged_GivesAnotherId()
    {
        OrderTerms[] changed =
        [
            Terms with { Token = TokenId.Parse("1235") }, Terms with { NegRisk = true }, Terms with { Side = OrderSide.Sell }, Terms with { Price = Price.Of(0.51m) },
            Terms with { Shares = Shares.Of(11m) }, Terms with { Maker = Wallet }, Terms with { SignatureType = SignatureType.Safe }, Terms with { Salt = 1 },
            Terms with { TimestampMs = 1 },
        ];

        var ids = new HashSet<VenueOrderId> { (await SignAsync(Terms)).OrderId };
        foreach (var terms in changed) Assert.True(ids.Add((await SignAsync(terms)).OrderId), terms.ToString());
    }

    [Fact]
    public async Task Sign_WithTheKeyOfAnotherAddress_Refuses() =>
        await Assert.ThrowsAsync<SignerUnavailableException>(() => SignAsync(Terms with { Signer = Wallet }));

    [Fact]
    public async Task Sign_AtAPriceOffTheGrid_Refuses() =>
        await Assert.ThrowsAsync<ArgumentException>(() => SignAsync(Terms with { Price = Price.Of(0.505m) }));

    [Fact]
    public async Task PostBody_AroundStoredBytes_CarriesThemUnchanged()
    {
        var order = await SignAsync(Terms);

        var body = Encoding.UTF8.GetString(OrderJson.Post(order.Body.Span, "owner-key", TimeInForce.Gtc, postOnly: false));

        Assert.Equal($$"""{"order":{{Encoding.UTF8.GetString(order.Body.Span)}},"owner":"owner-key","orderType":"GTC","deferExec":false,"postOnly":false}""", body);
        Assert.StartsWith("""{"salt":479249096354,"maker":"0xf39f""", Encoding.UTF8.GetString(order.Body.Span), StringComparison.Ordinal);
    }

    private static Task<SignedOrder> SignAsync(OrderTerms terms) =>
        new OrderSigner(new FakeSigningKeys(), Options.Create(new VenueOptions())).SignAsync(FakeSigningKeys.Tenant, FakeSigningKeys.Connection, terms, default);
}
