using System.Text.Json;
using System.Threading.Channels;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Venue.Streaming;

/// <summary>Connections of the market channel: tokens spread over at most 200 each, since larger ones were seen to stall.</summary>
/// <param name="feed">The feed's name for operators.</param>
/// <param name="hear">Takes each message; called by several connections at once.</param>
/// <param name="lost">Told when a connection ended: what it says next begins anew for these tokens.</param>
internal sealed partial class MarketSockets(
    string feed, Action<JsonElement> hear, Action<IReadOnlyCollection<TokenId>> lost, StreamPump pump, IFeedMonitor monitor, IOptions<VenueOptions> options, ILogger logger)
{
    private const int TokensPerConnection = 200;
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private IReadOnlySet<TokenId> _wanted = new HashSet<TokenId>();

    /// <summary>Replaces the set of tokens to listen to.</summary>
    public void Watch(IReadOnlySet<TokenId> tokens)
    {
        Volatile.Write(ref _wanted, new HashSet<TokenId>(tokens));
        _changes.Writer.TryWrite(true);
    }

    /// <summary>Keeps the connections until cancelled. The only place that opens and closes them, so it needs no lock.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        _changes.Writer.TryWrite(true);
        var running = new List<Running>();
        try
        {
            await foreach (var _ in _changes.Reader.ReadAllAsync(ct)) await SpreadAsync(running, ct);
        }
        catch (OperationCanceledException)
        {
            // The reader left.
        }
        finally
        {
            foreach (var shard in running) await shard.StopAsync();
        }
    }

    private async Task SpreadAsync(List<Running> running, CancellationToken ct)
    {
        var wanted = Volatile.Read(ref _wanted);
        var missing = new Queue<TokenId>(wanted.Where(t => !running.Exists(r => r.Shard.Holds(t))));
        foreach (var shard in running.ToList())
        {
            var removed = shard.Shard.Without(wanted);
            var added = Take(missing, TokensPerConnection - shard.Shard.Count + removed.Count);
            if (removed.Count + added.Count > 0) await ChangeAsync(shard.Shard, added, removed, ct);
            if (shard.Shard.Count > 0) continue;
            running.Remove(shard);
            await shard.StopAsync();
        }

        while (missing.Count > 0)
        {
            var shard = new MarketShard(hear, lost);
            await shard.ChangeAsync(Take(missing, TokensPerConnection), [], ct);
            running.Add(Start(shard, ct));
        }

        if (running.Count == 0) monitor.Report(feed, FeedCondition.Idle, "No market to watch.");
    }

    private async Task ChangeAsync(MarketShard shard, IReadOnlyCollection<TokenId> added, IReadOnlyCollection<TokenId> removed, CancellationToken ct)
    {
        try
        {
            await shard.ChangeAsync(added, removed, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.ChangeNotSent(logger, e.GetType().Name);
        }
    }

    private Running Start(MarketShard shard, CancellationToken ct)
    {
        var plan = new StreamPlan(feed, new Uri(options.Value.MarketStreamUrl), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60), PongCounts: false);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        return new(shard, stop, Task.Run(() => pump.RunAsync(plan, shard, stop.Token), CancellationToken.None));
    }

    private static List<TokenId> Take(Queue<TokenId> tokens, int count)
    {
        var taken = new List<TokenId>();
        while (taken.Count < count && tokens.TryDequeue(out var token)) taken.Add(token);
        return taken;
    }

    private sealed record Running(MarketShard Shard, CancellationTokenSource Stop, Task Pump)
    {
        public async Task StopAsync()
        {
            await Stop.CancelAsync();
            await Pump;
            Stop.Dispose();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3221, Level = LogLevel.Warning, Message = "A change of watched markets could not be sent ({Kind}); the reconnect takes it over.")]
        public static partial void ChangeNotSent(ILogger logger, string kind);
    }
}
