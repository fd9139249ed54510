using System.Collections.Immutable;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CopyTrade.Infrastructure.Operations;

/// <summary>Listens on a connection of its own. NOTIFY keeps nothing, so whenever it starts to listen it announces every kind once.</summary>
public sealed partial class ChangeFeed : BackgroundService, IChangeFeed, ISupervised
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private readonly Databases _databases;
    private readonly TimeProvider _clock;
    private readonly ILogger<ChangeFeed> _logger;
    private LoopState _state = new("listening for changes", 0, null, null);
    private ImmutableArray<Subscription> _subscriptions = [];

    public ChangeFeed(Databases databases, TimeProvider clock, ILogger<ChangeFeed> logger)
    {
        (_databases, _clock, _logger) = (databases, clock, logger);
        databases.Announcer.Failed += NotAnnounced;
    }

    public IReadOnlyList<LoopState> Loops => [_state, _databases.Announcer.State];

    public override void Dispose()
    {
        _databases.Announcer.Failed -= NotAnnounced;
        base.Dispose();
    }

    public IDisposable Subscribe(Action<Change> handler)
    {
        var subscription = new Subscription(this, handler);
        ImmutableInterlocked.Update(ref _subscriptions, all => all.Add(subscription));
        return subscription;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = TimeSpan.Zero;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(
                    onListening: () =>
                    {
                        pause = TimeSpan.Zero;
                        _state = _state with { FailuresInARow = 0 };
                    },
                    stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                _state = new(_state.Name, _state.FailuresInARow + 1, _clock.GetUtcNow(), e.Message);
                pause = pause == TimeSpan.Zero ? TimeSpan.FromSeconds(0.25) : pause * 2 < LongestPause ? pause * 2 : LongestPause;
                LoopSupervisor.Count(_state.Name);
                Log.ListeningBroke(_logger, pause, e);
                await Task.Delay(pause, _clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(Action onListening, CancellationToken ct)
    {
        // The role with the fewest rights: listening needs none, and every role of a host may have it.
        var builder = new NpgsqlConnectionStringBuilder(_databases.ConnectionString(_databases.Least)) { Pooling = false, KeepAlive = 15, ApplicationName = "CopyTrade changes" };
        await using var connection = new NpgsqlConnection(builder.ConnectionString);
        connection.Notification += (_, notification) =>
        {
            if (ChangePayload.Read(notification.Payload) is { } change) Announce(change);
        };
        await connection.OpenAsync(ct);
        await using (var listen = new NpgsqlCommand("listen " + ChangePayload.Channel, connection)) await listen.ExecuteNonQueryAsync(ct);
        onListening();
        foreach (var kind in Enum.GetValues<ChangeKind>()) Announce(new Change(kind, null));
        while (true) await connection.WaitAsync(ct);
    }

    private void NotAnnounced(Exception failure, TimeSpan pause)
    {
        LoopSupervisor.Count(_databases.Announcer.State.Name);
        Log.AnnouncingBroke(_logger, pause, failure);
    }

    private void Announce(Change change)
    {
        foreach (var subscription in _subscriptions)
        {
            try
            {
                subscription.Handler(change);
            }
            catch (Exception e)
            {
                Log.HandlerFailed(_logger, change.Kind, e);
            }
        }
    }

    private sealed class Subscription(ChangeFeed feed, Action<Change> handler) : IDisposable
    {
        public Action<Change> Handler { get; } = handler;

        public void Dispose() => ImmutableInterlocked.Update(ref feed._subscriptions, all => all.Remove(this));
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1001, Level = LogLevel.Warning, Message = "Listening for changes broke; trying again in {Pause}.")]
        public static partial void ListeningBroke(ILogger logger, TimeSpan pause, Exception exception);

        [LoggerMessage(EventId = 1003, Level = LogLevel.Warning, Message = "Announcing changes broke; trying again in {Pause}.")]
        public static partial void AnnouncingBroke(ILogger logger, TimeSpan pause, Exception exception);

        [LoggerMessage(EventId = 1002, Level = LogLevel.Error, Message = "A listener failed on a change of {Kind}.")]
        public static partial void HandlerFailed(ILogger logger, ChangeKind kind, Exception exception);
    }
}
