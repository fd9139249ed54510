using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;
using Dapper;

namespace CopyTrade.Infrastructure.Trading.Halts;

/// <summary>Stops new risk for everybody. For administrators: the caller checks that. Setting is idempotent, the first reason is kept; the executor cancels resting buys while it holds.</summary>
public sealed class PlatformHalt(Databases databases, TimeProvider clock)
{
    public Task SetAsync(UserId by, string reason, CancellationToken ct) => RunAsync("""
        insert into platform_halt (id, reason, set_by, set_at) values (@Id, @reason, @by, @Now) on conflict ((true)) where released_at is null do nothing
        """, new { Id = Guid.CreateVersion7(), by = by.Value, reason, Now = clock.GetUtcNow() }, ct);

    public Task ReleaseAsync(UserId by, CancellationToken ct) =>
        RunAsync("update platform_halt set released_by = @by, released_at = @Now where released_at is null", new { by = by.Value, Now = clock.GetUtcNow() }, ct);

    private async Task RunAsync(string sql, object parameters, CancellationToken ct)
    {
        await using var connection = await databases.App.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(sql, parameters, cancellationToken: ct));
        databases.Announcer.Announce(new Change(ChangeKind.Halts, null));
    }
}
