using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Research.Days;
using CopyTrade.Domain.Targets;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Mirroring.Days;

/// <summary>Whoever follows a wallet, by whatever door, gets the replay of its last day. Following never fails because of it.</summary>
internal sealed partial class ReplayAfterFollow(ITargetChanges inner, IDayReplays replays, ILogger<ReplayAfterFollow> logger) : ITargetChanges
{
    public async Task<TargetChange> AddAsync(TenantRef tenant, string walletText, TargetEdit edit, CancellationToken ct)
    {
        var change = await inner.AddAsync(tenant, walletText, edit, ct);
        if (change is TargetChange.Done done) await AskAsync(tenant, done.Target.Id, ct);
        return change;
    }

    public Task<TargetChange> UpdateAsync(TenantRef tenant, TargetRowId id, TargetEdit edit, CancellationToken ct) => inner.UpdateAsync(tenant, id, edit, ct);

    public Task<TargetChange> RemoveAsync(TenantRef tenant, TargetRowId id, CancellationToken ct) => inner.RemoveAsync(tenant, id, ct);

    public Task<DefaultsChange> SetDefaultsAsync(TenantRef tenant, CopyDefaults defaults, CancellationToken ct) => inner.SetDefaultsAsync(tenant, defaults, ct);

    private async Task AskAsync(TenantRef tenant, TargetRowId target, CancellationToken ct)
    {
        try
        {
            await replays.RequestAsync(tenant, target, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.NotAsked(logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 5121, Level = LogLevel.Warning, Message = "The replay of a newly followed wallet could not be asked for.")]
        public static partial void NotAsked(ILogger logger, Exception exception);
    }
}
