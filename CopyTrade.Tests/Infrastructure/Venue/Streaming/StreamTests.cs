using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Infrastructure.Venue.Streaming;

public sealed class StreamTests
{
    private static readonly WalletAddress Wallet = WalletAddress.Parse("0x1111111111111111111111111111111111111111");
    private static readonly TimeSpan Patience = Wait.Limit;

    [Fact]
    public async Task ActivityStream_BetweenBrokenFrames_KeepsTheGoodOnes()
    {
        await using var venue = await SocketVenue.StartAsync();
        venue.Play = async (socket, _, ct) =>
        {
            await SocketVenue.SendAsync(socket, "", ct);
            await SocketVenue.SendAsync(socket, """{"topic":"activity","payl""", ct);
            await SocketVenue.SendAsync(socket, "<html>", ct);
            await SocketVenue.SendAsync(socket, """{"topic":"activity","type":"trades","payload":{"proxyWallet":7,"price":NaN}}""", ct);
            await SocketVenue.SendAsync(socket, """[1,"x",null,{"topic":"comments","payload":{}}]""", ct);
            await socket.SendAsync(new byte[100_000], WebSocketMessageType.Binary, endOfMessage: true, ct);
            await SocketVenue.SendAsync(socket, new string(' ', 10 * 1024 * 1024), ct);
            await SocketVenue.SendAsync(socket, Trade(), ct);
        };
        await using var services = TestVenue.At(venue.Url);

        var hint = await FirstAsync(services.GetRequiredService<IActivityStream>().ReadAsync);

        Assert.Equal((Wallet, TokenId.Parse("123")), (hint.Wallet, hint.Token));
        Assert.Equal(1, venue.Connections);
        Assert.Contains("orders_matched", Assert.Single(venue.Received, text => text != "PING"), StringComparison.Ordinal);
        var feed = Assert.Single(services.GetRequiredService<IFeedMonitor>().Snapshot());
        Assert.Equal(("activity-stream", FeedCondition.Fresh), (feed.Name, feed.State));
    }

    [Fact]
    public async Task ActivityStream_WhenTheVenueCloses_ComesBack()
    {
        await using var venue = await SocketVenue.StartAsync();
        venue.Play = (socket, number, ct) => number < 2 ? socket.CloseAsync(WebSocketCloseStatus.EndpointUnavailable, null, ct) : SocketVenue.SendAsync(socket, Trade(), ct);
        await using var services = TestVenue.At(venue.Url);

        Assert.Equal(Wallet, (await FirstAsync(services.GetRequiredService<IActivityStream>().ReadAsync)).Wallet);
        Assert.Equal(2, venue.Connections);
    }

    [Fact]
    public async Task ActivityStream_WithPongsButNoData_ReconnectsAfterThirtySeconds()
    {
        var clock = new ManualTimeProvider();
        await using var venue = await SocketVenue.StartAsync();
        var pinged = new SemaphoreSlim(0);
        venue.Reply = async (socket, text, ct) =>
        {
            if (text != "PING") return;
            await SocketVenue.SendAsync(socket, "PONG", ct);
            pinged.Release();
        };
        venue.Play = (socket, number, ct) => number < 2 ? Task.CompletedTask : SocketVenue.SendAsync(socket, Trade(), ct);
        await using var services = TestVenue.At(venue.Url, clock);

        var reading = FirstAsync(services.GetRequiredService<IActivityStream>().ReadAsync);
        for (var i = 0; i < 5; i++)
        {
            await clock.TimerSetAsync(TimeSpan.FromSeconds(5));
            clock.Advance(TimeSpan.FromSeconds(5));
            Assert.True(await pinged.WaitAsync(Patience));
        }

        Assert.Equal(1, venue.Connections);
        clock.Advance(TimeSpan.FromSeconds(5));
        await clock.TimerSetAsync(TimeSpan.FromSeconds(0.5));   // the wait before the next attempt
        Assert.Equal(FeedCondition.Stale, Assert.Single(services.GetRequiredService<IFeedMonitor>().Snapshot()).State);
        clock.Advance(TimeSpan.FromSeconds(0.5));

        Assert.Equal(Wallet, (await reading).Wallet);
    }

    [Fact]
    public async Task UserStream_OnEachConnection_LogsInSaysConnectedAndLogsNoSecret()
    {
        await using var venue = await SocketVenue.StartAsync();
        venue.Play = async (socket, number, ct) =>
        {
            await SocketVenue.SendAsync(socket, """{"event_type":"order","id":"0x78xx","type":"CANCELLATION","status":"CANCELED"}""", ct);
            await SocketVenue.SendAsync(socket, $$"""[{"event_type":"order","id":"0x{{new string('a', 64)}}","type":"CANCELLATION","status":"CANCELED_killed","size_matched":""}]""", ct);
            if (number == 1) await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, ct);
        };
        using var logger = new CollectingLogger();
        await using var services = TestVenue.At(venue.Url, logger: logger);

        var events = await TakeAsync(ct => services.GetRequiredService<IUserStream>().ReadAsync(TestVenue.Credentials, ct), 4);

        Assert.IsType<UserEvent.Connected>(events[0]);
        Assert.Equal("killed", Assert.IsType<UserEvent.Order>(events[1]).Update.Reason);
        Assert.IsType<UserEvent.Connected>(events[2]);
        var login = JsonDocument.Parse(venue.Received.First()).RootElement;
        Assert.Equal(TestVenue.CanarySecret, login.GetProperty("auth").GetProperty("secret").GetString());
        Assert.NotEmpty(logger.Lines);
        Assert.DoesNotContain(logger.Lines, l => l.Contains(TestVenue.CanarySecret, StringComparison.Ordinal) || l.Contains(TestVenue.CanaryPassphrase, StringComparison.Ordinal));
    }

    [Fact]
    public async Task MarketStream_WithManyTokens_SpreadsThemOverConnectionsOfTwoHundred()
    {
        await using var venue = await SocketVenue.StartAsync();
        venue.Play = async (socket, _, ct) => await SocketVenue.SendAsync(socket, """[{"event_type":"last_trade_price","asset_id":"123","price":"0.5"}]""", ct);
        await using var services = TestVenue.At(venue.Url);
        var stream = services.GetRequiredService<IMarketStream>();
        stream.Watch(Tokens(1, 450));

        var hints = await TakeAsync(stream.ReadAsync, 3);

        Assert.Equal(3, venue.Connections);
        Assert.All(hints, h => Assert.Equal((null, TokenId.Parse("123")), (h.Wallet, h.Token)));
        var subscribed = venue.Received.Where(t => t.StartsWith('{')).Select(t => JsonDocument.Parse(t).RootElement.GetProperty("assets_ids").GetArrayLength());
        Assert.Equal([50, 200, 200], subscribed.Order());
    }

    [Fact]
    public async Task MarketStream_WhenTheSetChanges_TellsTheOpenConnection()
    {
        await using var venue = await SocketVenue.StartAsync();
        var changed = new TaskCompletionSource();
        venue.Reply = (_, text, _) =>
        {
            if (text.Contains("\"subscribe\"", StringComparison.Ordinal)) changed.TrySetResult();
            return Task.CompletedTask;
        };
        venue.Play = (socket, _, ct) => SocketVenue.SendAsync(socket, """{"event_type":"last_trade_price","asset_id":"5"}""", ct);
        await using var services = TestVenue.At(venue.Url);
        var stream = services.GetRequiredService<IMarketStream>();
        stream.Watch(Tokens(1, 10));
        using var cancel = new CancellationTokenSource(Patience);
        await using var hints = stream.ReadAsync(cancel.Token).GetAsyncEnumerator(cancel.Token);
        Assert.True(await hints.MoveNextAsync());

        stream.Watch(Tokens(3, 12));
        await changed.Task.WaitAsync(Patience);

        Assert.Equal(1, venue.Connections);
        Assert.Contains(venue.Received, t => t is """{"assets_ids":["1","2"],"operation":"unsubscribe"}""" or """{"assets_ids":["2","1"],"operation":"unsubscribe"}""");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await hints.MoveNextAsync());
    }

    [Fact]
    public async Task Streams_WhenNobodyListens_ReportDownAndEndByCancellation()
    {
        await using var services = TestVenue.At("http://127.0.0.1:1");
        var monitor = services.GetRequiredService<IFeedMonitor>();
        using var cancel = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            await foreach (var _ in services.GetRequiredService<IActivityStream>().ReadAsync(cancel.Token))
            {
            }
        });
        using var patience = new CancellationTokenSource(Patience);
        while (monitor.Snapshot().All(f => f.State != FeedCondition.Down)) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    private static HashSet<TokenId> Tokens(int first, int last) => [.. Enumerable.Range(first, last - first + 1).Select(n => TokenId.Parse(n.ToString(System.Globalization.CultureInfo.InvariantCulture)))];

    private static string Trade() => new StringBuilder()
        .Append("""{"topic":"activity","type":"orders_matched","timestamp":1,"payload":{"asset":"123","proxyWallet":"0x1111111111111111111111111111111111111111","price":0.5,""")
        .Append("\"title\":\"").Append('x', 40_000).Append("\"}}").ToString();

    private static async Task<T> FirstAsync<T>(Func<CancellationToken, IAsyncEnumerable<T>> read) => (await TakeAsync(read, 1))[0];

    private static async Task<List<T>> TakeAsync<T>(Func<CancellationToken, IAsyncEnumerable<T>> read, int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        var taken = new List<T>();
        await foreach (var item in read(patience.Token))
        {
            taken.Add(item);
            if (taken.Count == count) break;
        }

        return taken;
    }
}
