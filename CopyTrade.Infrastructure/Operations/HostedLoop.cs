using CopyTrade.Domain.Operations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Operations;

/// <summary>Work that is done again and again until the host stops, under a <see cref="LoopSupervisor"/>: a failure is logged and tried again later; it never ends the loop.</summary>
public abstract class HostedLoop(TimeProvider clock, ILogger logger) : BackgroundService, ISupervised
{
    private readonly LoopSupervisor _supervisor = new(clock, logger);

    public IReadOnlyList<LoopState> Loops => _supervisor.Loops;

    /// <summary>Between the end of a round and the beginning of the next.</summary>
    protected abstract TimeSpan Pause { get; }

    protected abstract Task RoundAsync(CancellationToken ct);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _supervisor.RunAsync(GetType().Name, RoundAsync, stoppingToken, pause: () => Pause);
}
