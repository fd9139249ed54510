using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Research.Days;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Web.Features.Days;

/// <summary>Asks for the replay of a wallet that was just followed. Following never fails because of it.</summary>
public sealed partial class ReplayDesk(IDayReplays replays, ILogger<ReplayDesk> logger)
{
    public async Task AskAsync(TenantRef tenant, TargetChange change, CancellationToken ct)
    {
        if (change is not TargetChange.Done done) return;
        try
        {
            await replays.RequestAsync(tenant, done.Target.Id, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.NotAsked(logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 7231, Level = LogLevel.Warning, Message = "A replay of a newly followed wallet could not be asked for.")]
        public static partial void NotAsked(ILogger logger, Exception exception);
    }
}
