using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Trading;

/// <summary>Work that is done again and again until the host stops. A failure is logged and tried again later; it never ends the loop.</summary>
public abstract partial class HostedLoop(TimeProvider clock, ILogger logger) : BackgroundService, ISupervised
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private LoopState? _state;

    public IReadOnlyList<LoopState> Loops => [_state ?? new(GetType().Name, 0, null, null)];

    /// <summary>When a round last ended well; null before the first. For health pages.</summary>
    public DateTimeOffset? LastRoundAt { get; private set; }

    protected abstract TimeSpan Pause { get; }

    protected abstract Task RoundAsync(CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RoundAsync(stoppingToken);
                (failures, LastRoundAt) = (0, clock.GetUtcNow());
                if (_state is not null) _state = _state with { FailuresInARow = 0 };
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                failures++;
                _state = new(GetType().Name, failures, clock.GetUtcNow(), e.Message);
                LoopSupervisor.Count(GetType().Name);
                Log.RoundFailed(logger, GetType().Name, failures, e);
            }

            var pause = failures == 0 ? Pause : TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, Math.Min(failures, 6)) * 0.25));
            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1410, Level = LogLevel.Error, Message = "A round of {Loop} failed, {Failures} in a row; tried again after a pause.")]
        public static partial void RoundFailed(ILogger logger, string loop, int failures, Exception exception);
    }
}
