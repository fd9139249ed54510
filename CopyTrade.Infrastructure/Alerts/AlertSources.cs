using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Alerts;

internal sealed partial class AlertSources(TenantScopes scopes, SigningSecrets signing, TimeProvider clock, ILogger<AlertSources> logger) : IAlertSources
{
    /// <summary>Secrets of one kind that count at the same time.</summary>
    private const int MostSecrets = 2;
    private const int MostSources = 100;

    private const string ListSql = """
        select s.id, s.name, s.created_at, s.disabled_at from alert_source s where s.billing_account_id = @Tenant and (@id::uuid is null or s.id = @id) order by s.name
        """;

    private const string SecretsSql = """
        select k.id, k.source_id, k.kind, k.prefix, k.created_at from alert_source_secret k
         where k.billing_account_id = @Tenant and (@id::uuid is null or k.source_id = @id) and k.revoked_at is null order by k.created_at desc, k.id desc
        """;

    private const string AddSecretSql = """
        insert into alert_source_secret (id, billing_account_id, source_id, kind, prefix, hash, wrapped_key, ciphertext, created_at)
        values (@secret, @Tenant, @id, @kind, @prefix, @hash, @wrapped, @ciphertext, @now)
        """;

    private const string RetireSql = """
        update alert_source_secret set revoked_at = @now
         where id in (select k.id from alert_source_secret k where k.source_id = @id and k.kind = @kind and k.revoked_at is null order by k.created_at desc, k.id desc offset @most)
        """;

    public async Task<IReadOnlyList<AlertSource>> ListAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return await ReadAsync(scope, tenant, null);
    }

    public async Task<AlertSourceChange> CreateAsync(TenantRef tenant, string name, AlertSecretKind kind, CancellationToken ct)
    {
        if (!NewAlert.IsSource(name)) return new AlertSourceChange.Refused("source_invalid", "A source's name has 1 to 40 letters, digits, points, hyphens and underscores, and begins with a letter or digit.");
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        if (await scope.QuerySingleAsync<int>("select count(*)::int from alert_source where billing_account_id = @Tenant", new { tenant.Tenant }) >= MostSources)
            return new AlertSourceChange.Refused("source_limit", $"An account has at most {MostSources} sources.");
        if (await scope.ExecuteAsync("insert into alert_source (id, billing_account_id, name, created_at) values (@id, @Tenant, @name, @now) on conflict do nothing", new { id, tenant.Tenant, name, now }) == 0)
            return new AlertSourceChange.Refused("source_exists", $"There is a source {name} already.");
        return await FinishAsync(scope, tenant, id, await AddSecretAsync(scope, tenant, id, kind, now));
    }

    public Task<AlertSourceChange> RotateAsync(TenantRef tenant, Guid id, AlertSecretKind kind, CancellationToken ct) => ChangeAsync(tenant, id, async scope =>
    {
        var secret = await AddSecretAsync(scope, tenant, id, kind, clock.GetUtcNow());
        await scope.ExecuteAsync(RetireSql, new { id, kind = kind.ToText(), now = clock.GetUtcNow(), most = MostSecrets });
        return secret;
    }, ct);

    public Task<AlertSourceChange> RevokeAsync(TenantRef tenant, Guid id, Guid secret, CancellationToken ct) => ChangeAsync(tenant, id, async scope =>
    {
        await scope.ExecuteAsync("update alert_source_secret set revoked_at = @now where id = @secret and source_id = @id and revoked_at is null", new { id, secret, now = clock.GetUtcNow() });
        return null;
    }, ct);

    public Task<AlertSourceChange> EnableAsync(TenantRef tenant, Guid id, bool isEnabled, CancellationToken ct) => ChangeAsync(tenant, id, async scope =>
    {
        await scope.ExecuteAsync("update alert_source set disabled_at = @disabled where id = @id", new { id, disabled = isEnabled ? null : (DateTime?)clock.GetUtcNow().UtcDateTime });
        return null;
    }, ct);

    private async Task<AlertSourceChange> ChangeAsync(TenantRef tenant, Guid id, Func<TenantScope, Task<string?>> change, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        if (await scope.QuerySingleOrDefaultAsync<Guid?>("select id from alert_source where billing_account_id = @Tenant and id = @id for update", new { tenant.Tenant, id }) is null)
            return new AlertSourceChange.Refused("source_not_found", "There is no such source.");
        return await FinishAsync(scope, tenant, id, await change(scope));
    }

    private async Task<AlertSourceChange> FinishAsync(TenantScope scope, TenantRef tenant, Guid id, string? secret)
    {
        scope.Announce(ChangeKind.Alerts, tenant.Tenant);
        var source = (await ReadAsync(scope, tenant, id)).Single();
        await scope.CommitAsync();
        Log.Changed(logger, id, tenant.Tenant);
        return new AlertSourceChange.Done(source, secret);
    }

    private async Task<string> AddSecretAsync(TenantScope scope, TenantRef tenant, Guid id, AlertSecretKind kind, DateTimeOffset now)
    {
        var secret = Guid.CreateVersion7(now);
        if (kind == AlertSecretKind.Bearer)
        {
            var text = AlertSecretText.NewBearer(tenant.Owner);
            await InsertAsync(scope, tenant, id, secret, kind, text, AlertSecretText.HashOf(text), null, now);
            return text;
        }

        var (signing64, key) = AlertSecretText.NewSigning();
        await InsertAsync(scope, tenant, id, secret, kind, signing64, null, await signing.SealAsync(scope, tenant.Tenant, secret, key), now);
        return signing64;
    }

    private static Task<int> InsertAsync(TenantScope scope, TenantRef tenant, Guid id, Guid secret, AlertSecretKind kind, string text, byte[]? hash, SealedSecret? stored, DateTimeOffset now) =>
        scope.ExecuteAsync(AddSecretSql, new { secret, tenant.Tenant, id, kind = kind.ToText(), prefix = AlertSecretText.PrefixOf(text), hash, wrapped = stored?.WrappedKey, ciphertext = stored?.Ciphertext, now });

    private static async Task<IReadOnlyList<AlertSource>> ReadAsync(TenantScope scope, TenantRef tenant, Guid? id)
    {
        var sources = await scope.QueryAsync<Row>(ListSql, new { tenant.Tenant, id });
        var secrets = (await scope.QueryAsync<SecretRow>(SecretsSql, new { tenant.Tenant, id })).ToLookup(row => row.SourceId);
        return [.. sources.Select(row => new AlertSource(row.Id, row.Name, AlertSecretText.AddressOf(tenant.Owner, row.Id), row.CreatedAt, row.DisabledAt,
            [.. secrets[row.Id].Select(secret => new AlertSecret(secret.Id, EnumText.Parse<AlertSecretKind>(secret.Kind), secret.Prefix, secret.CreatedAt))]))];
    }

    private sealed class Row
    {
        public Guid Id { get; init; }

        public string Name { get; init; } = "";

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset? DisabledAt { get; init; }
    }

    private sealed class SecretRow
    {
        public Guid Id { get; init; }

        public Guid SourceId { get; init; }

        public string Kind { get; init; } = "";

        public string Prefix { get; init; } = "";

        public DateTimeOffset CreatedAt { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 6513, Level = LogLevel.Information, Message = "Alert source {SourceId} of tenant {TenantId} was made or changed.")]
        public static partial void Changed(ILogger logger, Guid sourceId, TenantId tenantId);
    }
}
