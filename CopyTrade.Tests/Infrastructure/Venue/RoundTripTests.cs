using System.Net.Http.Json;
using System.Text.Json;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Signing;
using CopyTrade.Simulator;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Venue.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Infrastructure.Venue;

/// <summary>The whole client against the demo venue, which reads the wire independently and checks every signature by recovery.</summary>
public sealed class RoundTripTests : IAsyncLifetime, IDisposable
{
    private static readonly WalletAddress Leader = WalletAddress.Parse("0x2222222222222222222222222222222222222222");
    private static readonly TimeSpan Patience = Wait.Limit;
    private readonly CancellationTokenSource _patience = new(Patience);
    private SimulatorHost _venue = null!;
    private ServiceProvider _services = null!;
    private HttpClient _control = null!;

    private IVenueGateway Gateway => _services.GetRequiredService<IVenueGateway>();

    private CancellationToken Ct => _patience.Token;

    public async Task InitializeAsync()
    {
        _venue = await SimulatorHost.StartAsync(new() { Leaders = false, PricesWalk = false, MinedAfter = TimeSpan.FromMilliseconds(50), ConfirmedAfter = TimeSpan.FromMilliseconds(50), DataLag = TimeSpan.FromMilliseconds(20) }, TimeProvider.System, null, Ct);
        _services = TestVenue.At(
            $"http://127.0.0.1:{_venue.Port}", settings: [("DataApiUrl", _venue.DataApiUrl.ToString()), ("GammaUrl", _venue.GammaUrl.ToString())]);
        _control = new(new SocketsHttpHandler()) { BaseAddress = new Uri(_venue.ControlUrl + "/") };
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        await _venue.DisposeAsync();
    }

    public void Dispose()
    {
        _control.Dispose();
        _patience.Dispose();
    }

    [Fact]
    public async Task Order_FromCredentialsToConfirmed_GoesThrough()
    {
        var (credentials, market, ask) = await ReadyAsync();
        var events = new List<UserEvent>();
        var heard = new TaskCompletionSource();
        var confirmed = ConfirmedAsync(credentials, events, heard);
        await SubscribedAsync(credentials, market, heard.Task);
        var order = await SignAsync(Terms(market, ask, Shares.Of(12.34m), TimeInForce.Fak));

        var outcome = await Gateway.SubmitAsync(credentials, order, TimeInForce.Fak, Urgency.Entry, null, Ct);

        Assert.Equal(new SubmitOutcome.Accepted(order.OrderId, PlacementStatus.Matched), outcome);
        var trade = await confirmed;
        Assert.Equal((order.OrderId, market.Token, OrderSide.Buy, true), (trade.OrderId, trade.Token, trade.Side, trade.IsTaker));
        Assert.NotNull(trade.Transaction);
        Assert.Contains(events, e => e is UserEvent.Trade { Trades: [{ Status: SettlementStatus.Matched }] });
        var again = Assert.IsType<SubmitOutcome.Rejected>(await Gateway.SubmitAsync(credentials, order, TimeInForce.Fak, Urgency.Entry, null, Ct));
        Assert.Equal(VenueErrorCode.DuplicateOrder, again.Code);
        var found = Assert.IsType<OrderLookup.Found>(await Gateway.FindOrderAsync(credentials, order.OrderId, Ct));
        Assert.Contains(trade.TradeId, found.TradeIds);
        var listed = Assert.Single(await Gateway.TradesAsync(credentials, trade.MatchedAt, Ct));
        Assert.Equal((trade.TradeId, trade.Shares, SettlementStatus.Confirmed), (listed.TradeId, listed.Shares, listed.Status));
    }

    [Fact]
    public async Task RestingOrder_PlacedAndCancelled_IsGone()
    {
        var (credentials, market, _) = await ReadyAsync();
        var order = await SignAsync(Terms(market, market.Tick.Lowest, Shares.Of(200m), TimeInForce.Gtc));

        Assert.Equal(new SubmitOutcome.Accepted(order.OrderId, PlacementStatus.Live), await Gateway.SubmitAsync(credentials, order, TimeInForce.Gtc, Urgency.Entry, null, Ct));
        Assert.IsType<CancelOutcome.Cancelled>(await Gateway.CancelAsync(credentials, order.OrderId, Ct));
        Assert.IsType<CancelOutcome.Cancelled>(await Gateway.CancelAsync(credentials, order.OrderId, Ct));
        Assert.Equal(VenueOrderStatus.Canceled, Assert.IsType<OrderLookup.Found>(await Gateway.FindOrderAsync(credentials, order.OrderId, Ct)).Status);
        Assert.IsType<OrderLookup.NotFound>(await Gateway.FindOrderAsync(credentials, VenueOrderId.Parse("0x" + new string('9', 64)), Ct));
    }

    [Theory, InlineData(SignatureType.Proxy), InlineData(SignatureType.Safe), InlineData(SignatureType.DepositWallet)]
    public async Task Order_OfEveryKindOfWallet_HasAValidSignature(SignatureType type)
    {
        var (credentials, market, ask) = await ReadyAsync();
        var wallet = type switch
        {
            SignatureType.Proxy => WalletDerivation.ProxyOf(FakeSigningKeys.Address),
            SignatureType.Safe => WalletDerivation.SafeOf(FakeSigningKeys.Address),
            _ => WalletAddress.Parse("0x3333333333333333333333333333333333333333"),
        };
        (await _control.PostAsJsonAsync("fund", new { address = wallet.Value, usdc = 100, owner = FakeSigningKeys.Address.Value }, Ct)).EnsureSuccessStatusCode();
        var order = await SignAsync(Terms(market, ask, Shares.Of(10m), TimeInForce.Fok) with { Maker = wallet, SignatureType = type });

        Assert.IsType<SubmitOutcome.Accepted>(await Gateway.SubmitAsync(credentials, order, TimeInForce.Fok, Urgency.Entry, null, Ct));
        var collateral = await _services.GetRequiredService<IVenueAccounts>().CollateralAsync(credentials, type, Ct);
        Assert.InRange(collateral.Balance.Amount, 85m, 99.99m);
    }

    [Fact]
    public async Task Leader_WhoTrades_IsSeenOnStreamsAndInTheRecord()
    {
        var (_, market, ask) = await ReadyAsync();
        var record = _services.GetRequiredService<ITradeRecord>();
        var marketStream = _services.GetRequiredService<IMarketStream>();
        marketStream.Watch(new HashSet<TokenId> { market.Token });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var byWallet = FirstAsync(_services.GetRequiredService<IActivityStream>().ReadAsync(stop.Token), h => h.Wallet == Leader);
        var byToken = FirstAsync(marketStream.ReadAsync(stop.Token), h => h.Token == market.Token);
        while (!byWallet.IsCompleted || !byToken.IsCompleted)
        {
            (await _control.PostAsJsonAsync("trade", new { wallet = Leader.Value, tokenId = market.Token.Value, side = "BUY", size = 20, price = ask.Value }, Ct)).EnsureSuccessStatusCode();
            await Task.WhenAny(Task.WhenAll(byWallet, byToken), Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Ct));
        }

        Assert.Equal((market.Token, Leader), ((await byWallet).Token, (await byWallet).Wallet));
        Assert.Null((await byToken).Wallet);
        await Eventually(async () => (await record.OfWalletAsync(Leader, null, null, 100, Ct)).Trades.Count > 0);
        var page = await record.OfWalletAsync(Leader, null, null, 100, Ct);
        Assert.Equal(0, page.Quarantined);
        Assert.All(page.Trades, t => Assert.Equal((Leader, market.Token, OrderSide.Buy, ask), (t.Wallet, t.Token, t.Side, t.Price)));
        var all = await record.OfEverybodyAsync(null, 100, Ct);
        Assert.Contains(all.Trades, t => t.Wallet == Leader);
        Assert.Equal(0, all.Quarantined);
        Assert.NotNull(await record.LagSecondsAsync(Ct));
        Assert.Contains(await record.PositionsAsync(Leader, Ct), p => p.Token == market.Token);
        await stop.CancelAsync();
    }

    [Fact]
    public async Task PriceHistory_OfBothOutcomes_IsHourlyAndComplementary()
    {
        var listed = (await _control.GetFromJsonAsync<JsonElement>("markets", Ct)).EnumerateArray().First();
        var to = TimeProvider.System.GetUtcNow();
        Task<IReadOnlyList<PricePoint>> ReadAsync(int outcome) =>
            _services.GetRequiredService<IPriceHistory>().ReadAsync(TokenId.Parse(listed.GetProperty("tokens")[outcome].GetString()!), to.AddDays(-5), to, Ct);

        var (yes, no) = (await ReadAsync(0), await ReadAsync(1));

        Assert.InRange(yes.Count, 119, 121);
        Assert.All(yes.Zip(yes.Skip(1)), pair => Assert.Equal(TimeSpan.FromHours(1), pair.Second.At - pair.First.At));
        Assert.True(yes.Select(point => point.Price).Distinct().Count() > 20);
        Assert.Equal(yes.Select(point => point.At), no.Select(point => point.At));
        Assert.Empty(await _services.GetRequiredService<IPriceHistory>().ReadAsync(TokenId.Parse("123"), to.AddDays(-1), to, Ct));
    }

    private async Task<(VenueCredentials Credentials, Market Market, Price Ask)> ReadyAsync()
    {
        var accounts = _services.GetRequiredService<IVenueAccounts>();
        var connection = new WalletConnection(
            FakeSigningKeys.Connection, FakeSigningKeys.Tenant.Tenant, FakeSigningKeys.Address, FakeSigningKeys.Address, SignatureType.Eoa, default, null, null, null, null, null);
        var credentials = await accounts.DeriveCredentialsAsync(FakeSigningKeys.Tenant, connection, Ct);
        Assert.Equal(credentials, await accounts.DeriveCredentialsAsync(FakeSigningKeys.Tenant, connection, Ct));
        await accounts.RefreshBalanceAsync(credentials, SignatureType.Eoa, null, Ct);
        Assert.Equal(new CollateralState(Usdc.Of(1000m), true), await accounts.CollateralAsync(credentials, SignatureType.Eoa, Ct));

        foreach (var listed in (await _control.GetFromJsonAsync<JsonElement>("markets", Ct)).EnumerateArray())
        {
            var token = TokenId.Parse(listed.GetProperty("tokens")[0].GetString()!);
            var market = await _services.GetRequiredService<IMarketCatalog>().FindAsync(ConditionId.Parse(listed.GetProperty("conditionId").GetString()!), token, Ct);
            var book = await _services.GetRequiredService<IOrderBooks>().FindAsync(token, Ct);
            if (market is { AcceptingOrders: true } && book is { Asks: [{ Price.Value: > 0.2m and < 0.8m, Size.Quantity: >= 15m } best, ..] }) return (credentials, market, best.Price);
        }

        throw new InvalidOperationException("The demo venue has no market to trade.");
    }

    private Task<SignedOrder> SignAsync(OrderTerms terms) => _services.GetRequiredService<IOrderSigner>().SignAsync(FakeSigningKeys.Tenant, FakeSigningKeys.Connection, terms, Ct);

    private static OrderTerms Terms(Market market, Price price, Shares shares, TimeInForce timeInForce) => new(
        market.Token, market.NegRisk, OrderSide.Buy, price, shares, market.Tick, timeInForce, FakeSigningKeys.Address, FakeSigningKeys.Address, SignatureType.Eoa,
        Salt: 42, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());

    private async Task<VenueTrade> ConfirmedAsync(VenueCredentials credentials, List<UserEvent> events, TaskCompletionSource heard)
    {
        await foreach (var happened in _services.GetRequiredService<IUserStream>().ReadAsync(credentials, Ct))
        {
            if (happened is UserEvent.Order) heard.TrySetResult();
            events.Add(happened);
            if (happened is UserEvent.Trade { Trades: [{ Status: SettlementStatus.Confirmed } trade] }) return trade;
        }

        throw new InvalidOperationException("The stream ended.");
    }

    // The venue does not say when it has taken a subscription: an order that rests is told from then on.
    private async Task SubscribedAsync(VenueCredentials credentials, Market market, Task heard)
    {
        for (var salt = 1; !heard.IsCompleted; salt++)
        {
            var resting = await SignAsync(Terms(market, market.Tick.Lowest, Shares.Of(200m), TimeInForce.Gtc) with { Salt = salt });
            await Gateway.SubmitAsync(credentials, resting, TimeInForce.Gtc, Urgency.Entry, null, Ct);
            await Gateway.CancelAsync(credentials, resting.OrderId, Ct);
            await Task.WhenAny(heard, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Ct));
        }
    }

    private static async Task<ActivityHint> FirstAsync(IAsyncEnumerable<ActivityHint> hints, Func<ActivityHint, bool> wanted)
    {
        await foreach (var hint in hints)
        {
            if (wanted(hint)) return hint;
        }

        throw new InvalidOperationException("The stream ended.");
    }

    private async Task Eventually(Func<Task<bool>> condition)
    {
        while (!await condition()) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Ct);
    }
}
