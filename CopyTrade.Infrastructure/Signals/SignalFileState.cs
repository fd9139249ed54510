using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Signals;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Signals;

/// <summary>How far a file was read, kept in the database.</summary>
/// <param name="Position">Bytes that are dealt with; always the beginning of a line, but within one that is too long.</param>
/// <param name="Head">The file's first bytes, by which another file under the same name is told apart.</param>
internal sealed record SignalFileState(long Position, byte[] Head)
{
    public const int HeadLength = 128;

    public static SignalFileState Start { get; } = new(0, []);

    public static async Task<SignalFileState> ReadAsync(TenantScopes scopes, TenantRef tenant, SignalProfileId profile, string path, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        return await scope.QuerySingleOrDefaultAsync<Row>("select position, head from signal_file where billing_account_id = @Tenant and profile_id = @profile and path = @path", new { tenant.Tenant, profile, path })
            is { } row ? new(row.Position, row.Head) : Start;
    }

    public async Task SaveAsync(TenantScopes scopes, TenantRef tenant, SignalProfileId profile, string path, DateTimeOffset now, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        await scope.ExecuteAsync("""
            insert into signal_file (billing_account_id, profile_id, path, position, head, updated_at) values (@Tenant, @profile, @path, @Position, @Head, @now)
                on conflict (billing_account_id, profile_id, path) do update set position = excluded.position, head = excluded.head, updated_at = excluded.updated_at
            """, new { tenant.Tenant, profile, path, Position, Head, now });
        await scope.CommitAsync();
    }

    private sealed class Row
    {
        public long Position { get; init; }

        public byte[] Head { get; init; } = [];
    }
}
