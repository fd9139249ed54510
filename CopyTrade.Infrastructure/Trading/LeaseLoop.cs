using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Trading;

/// <summary>Keeps the lease of the leader, or waits for it. The first try comes before the other loops start, so that a lone host leads from its first moment.</summary>
public sealed partial class LeaseLoop(EngineLease lease, TimeProvider clock, ILogger<LeaseLoop> logger) : HostedLoop(clock, logger)
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await lease.HoldAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.FirstTryFailed(logger, e);
        }

        await base.StartAsync(cancellationToken);
    }

    protected override Task RoundAsync(CancellationToken ct) => lease.HoldAsync(ct);

    private static partial class Log
    {
        [LoggerMessage(EventId = 1453, Level = LogLevel.Warning, Message = "The lease could not be asked for at the start; it is tried again.")]
        public static partial void FirstTryFailed(ILogger logger, Exception exception);
    }
}
