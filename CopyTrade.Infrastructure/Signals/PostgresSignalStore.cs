using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Venue;

namespace CopyTrade.Infrastructure.Signals;

internal sealed class PostgresSignalStore(TenantScopes scopes, VenueSettings venue) : ISignalStore
{
    private const string QueuedSql = $"""
        select i.id as intent_row, i.billing_account_id as tenant, i.document, i.attempts, {SignalProfileRow.Columns}
          from signal_intent i join signal_profile p on p.id = i.profile_id
         where i.status = 'queued' and i.billing_account_id = any (@tenants) and (i.retry_at is null or i.retry_at <= @now)
         order by i.received_at, i.id limit 100
        """;

    private const string TakeSql = "select id from signal_intent where id = @Row and status = 'queued' for update skip locked";
    private const string TurnSql = "select pg_advisory_xact_lock(hashtextextended('signal profile ' || @profile::text, 0))";

    private const string GiveUpSql = """
        update signal_intent set status = 'rejected', code = 'size_below_minimum', reason = 'Too small by itself, and not enough of its kind came in time.', decided_at = @now
         where status = 'waiting' and billing_account_id = any (@tenants) and wait_until <= @now
        """;

    public async Task<IReadOnlyList<QueuedSignal>> FindQueuedAsync(IReadOnlyCollection<TenantRef> tenants, DateTimeOffset now, CancellationToken ct)
    {
        var owners = tenants.ToDictionary(tenant => tenant.Tenant);
        await using var scope = await scopes.OpenManyAsync(tenants, ct);
        var rows = await scope.QueryAsync<QueuedRow>(QueuedSql, new { tenants = Ids(tenants), now });
        return [.. rows.Select(row => new QueuedSignal(row.IntentRow, owners[row.Tenant], row.ToProfile(), row.Document, row.Attempts))];
    }

    public async Task<ISignalSession?> TakeAsync(QueuedSignal signal, CancellationToken ct)
    {
        var scope = await scopes.OpenManyAsync([signal.Tenant], ct);
        try
        {
            if (await scope.QuerySingleOrDefaultAsync<Guid?>(TakeSql, new { signal.Row }) is not null)
            {
                await scope.ExecuteAsync(TurnSql, new { profile = signal.Profile.Id });
                return new PostgresSignalSession(scope, signal, venue.Mode);
            }
        }
        catch
        {
            await scope.DisposeAsync();
            throw;
        }

        await scope.DisposeAsync();
        return null;
    }

    public async Task PostponeAsync(QueuedSignal signal, DateTimeOffset until, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([signal.Tenant], ct);
        await scope.ExecuteAsync("update signal_intent set attempts = attempts + 1, retry_at = @until where id = @Row and status = 'queued'", new { signal.Row, until });
        await scope.CommitAsync();
    }

    public async Task<int> GiveUpAsync(IReadOnlyCollection<TenantRef> tenants, DateTimeOffset now, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync(tenants, ct);
        var ended = await scope.ExecuteAsync(GiveUpSql, new { tenants = Ids(tenants), now });
        if (ended > 0) await scope.CommitAsync();
        return ended;
    }

    private static Guid[] Ids(IReadOnlyCollection<TenantRef> tenants) => [.. tenants.Select(tenant => tenant.Tenant.Value)];

    private sealed class QueuedRow : SignalProfileRow
    {
        public Guid IntentRow { get; init; }

        public TenantId Tenant { get; init; }

        public string Document { get; init; } = "";

        public int Attempts { get; init; }
    }
}
