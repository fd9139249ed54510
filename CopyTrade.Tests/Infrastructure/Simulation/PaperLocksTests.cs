using System.Net;
using System.Net.Sockets;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Simulation;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Simulation;
using CopyTrade.Infrastructure.Simulation.Routing;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Trading;
using CopyTrade.Tests.Infrastructure.Venue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Infrastructure.Simulation;

/// <summary>The locks between a paper order and the real venue, each tried with the others open.</summary>
public sealed class PaperLocksTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly TenantRef Account = new(new TenantId(Guid.NewGuid()), new UserId(Guid.NewGuid()));
    private static readonly VenueCredentials Paper = VenueCredentials.OfPaper(PaperOrderBody.WalletOf(Account.Tenant), Account);

    [Fact]
    public async Task RealGateway_GivenAPaperOrder_SendsNoByte()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var services = TestVenue.At($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        var gateway = services.GetRequiredService<IVenueGateway>();

        var outcome = await gateway.SubmitAsync(Paper, PaperOrderBody.Of(Terms()), TimeInForce.Gtc, Urgency.Entry, null, CancellationToken.None);
        var cancel = await gateway.CancelAsync(Paper, PaperOrderBody.Of(Terms()).OrderId, CancellationToken.None);

        Assert.IsNotType<SubmitOutcome.Accepted>(outcome);
        Assert.IsType<CancelOutcome.Refused>(cancel);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task RealSigner_GivenTermsOfAPaperWallet_RefusesThem()
    {
        await using var services = TestVenue.At("http://127.0.0.1:9");

        await Assert.ThrowsAsync<ArgumentException>(() => services.GetRequiredService<IOrderSigner>().SignAsync(Account, default, Terms(), CancellationToken.None));
    }

    [Fact]
    public async Task Sender_PaperOrderWithRealCredentials_NeverAsksAGateway()
    {
        using var rig = new TradingRig(database);
        var tenant = await rig.SeedAsync();
        var id = await rig.InsertAsync(tenant, new OrderIntentBuilder());
        // What no path of the program can write: a paper row in a live account.
        await database.ExecuteAsync("alter table trade_order disable trigger user; update trade_order set mode = 'paper' where id = @id; alter table trade_order enable trigger user;", new { id = id.Value });

        await rig.Placer.PlaceAsync(tenant, id, CancellationToken.None);

        Assert.Equal(0, rig.Venue.Accepted);
        Assert.Empty(rig.Venue.Received);
        Assert.Equal(["error"], await database.QueryAsync<string>("select status from trade_order where id = @id", new { id = id.Value }));
    }

    [Fact]
    public async Task Router_InPaperMode_LetsNoRealWalletThrough()
    {
        var (real, house) = (new FakeVenue(), new PaperHouse(database));
        var router = new RoutedGateway(real, house.Gateway, new PaperLatency(Options.Create(new PaperOptions())), new VenueSettings(VenueMode.Paper), TimeProvider.System);

        var outcome = await router.SubmitAsync(TestVenue.Credentials, PaperOrderBody.Of(Terms()), TimeInForce.Gtc, Urgency.Entry, null, CancellationToken.None);

        Assert.Equal(VenueErrorCode.AccountRestricted, Assert.IsType<SubmitOutcome.Rejected>(outcome).Code);
        Assert.Empty(real.Received);
    }

    [Fact]
    public void Latency_OfRealOrders_IsTheirMedianUnlessASettingSaysOtherwise()
    {
        var measured = new PaperLatency(Options.Create(new PaperOptions()));
        Assert.Equal(TimeSpan.FromMilliseconds(150), measured.Current);
        foreach (var ms in (int[])[90, 20, 4000, 40, 60]) measured.Observe(TimeSpan.FromMilliseconds(ms));

        Assert.Equal(TimeSpan.FromMilliseconds(60), measured.Current);
        Assert.Equal(TimeSpan.FromMilliseconds(5), new PaperLatency(Options.Create(new PaperOptions { LatencyMilliseconds = 5 })).Current);
    }

    private static OrderTerms Terms() => new(
        TokenId.Parse("77"), false, OrderSide.Buy, Price.Of(0.5m), Shares.Of(10m), TickSize.Cent, TimeInForce.Gtc, PaperOrderBody.WalletOf(Account.Tenant), PaperOrderBody.WalletOf(Account.Tenant), SignatureType.Paper, 7, 1_790_000_000_000);
}
