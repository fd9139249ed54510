using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Observation;
using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>Routes fills as soon as they are stored, by signal of this process or of another host; the tick finds what signals missed.</summary>
internal sealed partial class MirrorLoop(
    MirrorLease lease, FillRouter router, FillSignal signal, IChangeFeed changes, IOptions<MirroringOptions> options, TimeProvider clock, ILogger<MirrorLoop> logger) : BackgroundService, ISupervised
{
    private static readonly TimeSpan StandbyPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan HeldPause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private LoopState _state = new("mirror", 0, null, null);

    public IReadOnlyList<LoopState> Loops => [_state];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = changes.Subscribe(change =>
        {
            if (change.Kind is ChangeKind.Fills or ChangeKind.Targets) signal.Set();
        });
        var pause = ShortestPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await lease.HoldAsync(stoppingToken)) await signal.WaitAsync(await RouteAllAsync(stoppingToken), clock, stoppingToken);
                else await Task.Delay(StandbyPause, clock, stoppingToken);
                pause = ShortestPause;
                _state = _state with { FailuresInARow = 0 };
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                MirrorMeter.Errors.Add(1);
                _state = new(_state.Name, _state.FailuresInARow + 1, clock.GetUtcNow(), e.Message);
                LoopSupervisor.Count(_state.Name);
                Log.TickFailed(logger, pause, e);
                await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    /// <summary>Routes until nothing is left that can be routed now; answers how long to wait for a signal.</summary>
    private async Task<TimeSpan> RouteAllAsync(CancellationToken ct)
    {
        MirrorMeter.Ticks.Add(1);
        while (true)
        {
            var result = await router.RouteAsync(ct);
            if (result.Routed > 0 && result.IsMore) continue;
            return result.Held > 0 ? HeldPause : TimeSpan.FromSeconds(result.Waiting > 0 ? options.Value.RetrySeconds : options.Value.TickSeconds);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 5041, EventName = "poly.mirror.poll.tick_error", Level = LogLevel.Error, Message = "poly.mirror.poll.tick_error: nothing was decided; again in {Pause}.")]
        public static partial void TickFailed(ILogger logger, TimeSpan pause, Exception exception);
    }
}
