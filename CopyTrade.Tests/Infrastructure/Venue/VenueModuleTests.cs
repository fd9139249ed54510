using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Venue.Rest;
using CopyTrade.Tests.Infrastructure.Venue.Signing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Infrastructure.Venue;

public sealed class VenueModuleTests
{
    [Theory]
    [InlineData("ClobUrl", "clob.polymarket.com")]
    [InlineData("ClobUrl", "ftp://clob")]
    [InlineData("UserStreamUrl", "http://127.0.0.1/ws/user")]
    [InlineData("ExchangeAddress", "0x12")]
    [InlineData("OrderTimeoutSeconds", "0")]
    public void Options_WithAWrongValue_NameTheSetting(string setting, string value)
    {
        using var services = TestVenue.At("http://127.0.0.1:1", settings: (setting, value));

        var e = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<VenueOptions>>().Value);
        Assert.Contains("Polymarket:" + setting, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_OfAnUnknownName_StopTheStartWithTheName()
    {
        using var services = TestVenue.At("http://127.0.0.1:1", settings: ("ClobUri", "x"));

        Assert.Contains("ClobUri", Assert.ThrowsAny<Exception>(() => services.GetRequiredService<IOptions<VenueOptions>>().Value).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Ports_AsRegistered_AllResolve()
    {
        using var services = TestVenue.At("http://127.0.0.1:1");

        foreach (var port in (Type[])[typeof(IVenueGateway), typeof(IVenueAccounts), typeof(IOrderSigner), typeof(IOrderBooks), typeof(IMarketCatalog), typeof(ITradeRecord), typeof(IActivityStream), typeof(IMarketStream), typeof(IUserStream), typeof(IFeedMonitor)])
            Assert.NotNull(services.GetRequiredService(port));
    }

    [Fact]
    public async Task Logs_OfEveryCallWithCredentials_HoldNoSecret()
    {
        await using var venue = new RawVenue { Answer = r => RawVenue.Json(r.Target.Contains("order", StringComparison.Ordinal) ? 401 : 400, """{"error":"Unauthorized/Invalid api key"}""") };
        using var logger = new CollectingLogger();
        await using var services = TestVenue.At(venue.Url, logger: logger);
        var gateway = services.GetRequiredService<IVenueGateway>();
        var terms = new OrderTerms(
            TokenId.Parse("1"), false, OrderSide.Buy, Price.Of(0.5m), Shares.Of(5m), TickSize.Cent, TimeInForce.Gtc, FakeSigningKeys.Address, FakeSigningKeys.Address, SignatureType.Eoa, 1, 1);

        var order = await services.GetRequiredService<IOrderSigner>().SignAsync(FakeSigningKeys.Tenant, FakeSigningKeys.Connection, terms, default);
        await gateway.SubmitAsync(TestVenue.Credentials, order, TimeInForce.Gtc, Urgency.Exit, null, default);
        await gateway.CancelAsync(TestVenue.Credentials, order.OrderId, default);
        await gateway.FindOrderAsync(TestVenue.Credentials, order.OrderId, default);
        await Assert.ThrowsAsync<VenueUnavailableException>(() => gateway.TradesAsync(TestVenue.Credentials, null, default));

        Assert.Equal(4, venue.Requests.Count);
        Assert.NotEmpty(logger.Lines);
        string[] secrets = [TestVenue.CanarySecret, TestVenue.CanaryPassphrase, TestVenue.Credentials.ApiKey, FakeSigningKeys.PrivateKey, .. venue.Requests.Select(r => r.Headers["POLY_SIGNATURE"])];
        Assert.DoesNotContain(logger.Lines, line => secrets.Any(s => line.Contains(s, StringComparison.Ordinal)));
    }

    [Fact]
    public void FeedMonitor_OfWhatItIsTold_KeepsTheLatest()
    {
        var clock = new ManualTimeProvider();
        var monitor = new FeedMonitor(clock);

        monitor.Report("a", FeedCondition.Down, "gone");
        monitor.DataArrived("b");
        monitor.DataArrived("a");
        monitor.Report("b", FeedCondition.Stale, "old");

        Assert.Equal([new FeedState("a", clock.GetUtcNow(), FeedCondition.Fresh, null), new FeedState("b", clock.GetUtcNow(), FeedCondition.Stale, "old")], monitor.Snapshot());
    }
}
