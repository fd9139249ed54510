using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Alerts;
using CopyTrade.Infrastructure.Notifications;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Rules;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CopyTrade.Tests.Infrastructure.Operations;

/// <summary>What is finished and old is forgotten; nothing else can be.</summary>
public sealed class RetentionTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly DateTimeOffset Old = Now.AddDays(-100);
    private static readonly DateTimeOffset Young = Now.AddDays(-80);

    [Fact]
    public async Task Jobs_ThatAreOverAndOld_AreForgottenWithTheirAttempts()
    {
        var tenant = await database.SeedTenantAsync();
        await JobAsync(tenant, "done", "succeeded", Old);
        await JobAsync(tenant, "given up", "failed", Old);
        await JobAsync(tenant, "parked", "parked", Old);
        await JobAsync(tenant, "young", "succeeded", Young);
        await JobAsync(tenant, "waits", "pending", null);
        await ExecutedAsync(tenant, await JobAsync(tenant, "traded", "succeeded", Old));

        var report = await RunAsync(tenant);

        Assert.Equal(["parked", "traded", "waits", "young"], await database.QueryAsync<string>("select key from harness_job where billing_account_id = @Tenant order by key", new { tenant.Tenant }));
        Assert.Equal(4, (await database.QueryAsync<long>("select count(*) from harness_attempt where billing_account_id = @Tenant", new { tenant.Tenant })).Single());
        Assert.Equal(2, report.Changed);
    }

    [Fact]
    public async Task Messages_ThatAreOutAndOld_GoBeforeTheNotificationsTheySpeakOf()
    {
        var tenant = await database.SeedTenantAsync();
        var ancient = Now.AddDays(-400);
        var channel = Guid.NewGuid();
        await database.ExecuteAsync("insert into notification_channel values (@channel, @Tenant, 'webhook', 'a', 'a', '{}', 'none', true, now(), 'a', now(), 'a', null)", new { channel, tenant.Tenant });
        await ToldAsync(tenant, channel, "sent", "sent", ancient);
        await ToldAsync(tenant, channel, "waits", "waiting", ancient);
        await ToldAsync(tenant, channel, "this year", "sent", Old);
        await ToldAsync(tenant, channel, "young", "failed", Young);

        await RunAsync(tenant);

        Assert.Equal(["this year", "waits", "young"], await database.QueryAsync<string>("select key from notification where billing_account_id = @Tenant order by key", new { tenant.Tenant }));
        Assert.Equal(["waits", "young"], await database.QueryAsync<string>("select slot from notification_delivery where billing_account_id = @Tenant order by slot", new { tenant.Tenant }));
        Assert.Equal(2, (await database.QueryAsync<long>("select count(*) from notification_attempt where billing_account_id = @Tenant", new { tenant.Tenant })).Single());
    }

    [Fact]
    public async Task Evaluations_ThatAreOld_AreForgottenAndEventsStay()
    {
        var tenant = await database.SeedTenantAsync();
        var rule = await RuleRows.AddAsync(database, tenant, "active", Old);
        foreach (var at in new[] { Old, Young })
            await database.ExecuteAsync("insert into rule_evaluation values (gen_random_uuid(), @Tenant, @rule, @at, @at, 1, 'not_met', '{}')", new { tenant.Tenant, rule, at });
        await database.ExecuteAsync("insert into rule_event (billing_account_id, rule_id, kind, at) values (@Tenant, @rule, 'rule_created', @Old)", new { tenant.Tenant, rule, Old });

        await RunAsync(tenant);

        Assert.Equal(1, (await database.QueryAsync<long>("select count(*) from rule_evaluation where rule_id = @rule", new { rule })).Single());
        Assert.Equal(1, (await database.QueryAsync<long>("select count(*) from rule_event where rule_id = @rule", new { rule })).Single());
    }

    [Fact]
    public async Task More_ThanOneBatch_IsForgottenInOneRun()
    {
        var tenant = await database.SeedTenantAsync();
        await database.ExecuteAsync("""
            insert into harness_job (id, billing_account_id, kind, key, lane, payload, correlation_id, status, next_at, created_at, ended_at)
            select gen_random_uuid(), @Tenant, 'notify', 'job ' || n, 'lane', '{}', 'c', 'succeeded', @Old, @Old, @Old from generate_series(1, 2500) n
            """, new { tenant.Tenant, Old });

        Assert.Equal(2500, (await RunAsync(tenant)).Changed);
    }

    [Theory]
    [InlineData("harness_job", "key = 'young'")]
    [InlineData("harness_job", "key = 'waits'")]
    [InlineData("harness_attempt", "number = 1")]
    [InlineData("notification", "true")]
    [InlineData("notification_delivery", "state = 'waiting'")]
    [InlineData("notification_delivery_item", "true")]
    [InlineData("notification_attempt", "true")]
    public async Task Whatever_IsUnderWayOrYoung_TheDatabaseItselfRefusesToForget(string table, string which)
    {
        var tenant = await database.SeedTenantAsync();
        var channel = Guid.NewGuid();
        await database.ExecuteAsync("insert into notification_channel values (@channel, @Tenant, 'webhook', 'a', 'a', '{}', 'none', true, now(), 'a', now(), 'a', null)", new { channel, tenant.Tenant });
        await ToldAsync(tenant, channel, "waits", "waiting", Now.AddDays(-2));
        await JobAsync(tenant, "young", "succeeded", Now.AddDays(-29));
        await JobAsync(tenant, "waits", "pending", null);
        await using var scope = await database.Scopes.OpenManyAsync([tenant], CancellationToken.None);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => scope.ExecuteAsync($"delete from {table} where billing_account_id = @Tenant and {which}", new { tenant.Tenant }));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        Assert.Contains("forgotten only", refused.MessageText, StringComparison.Ordinal);
    }

    private Task<JobReport> RunAsync(TenantRef tenant)
    {
        Retention[] kinds = [JobRetention.Jobs, NotificationRetention.Deliveries, NotificationRetention.Notifications, EvaluationRetention.Evaluations];
        return new RetentionJob(kinds, database.Scopes, Options.Create(new RetentionOptions()), TimeProvider.System).RunAsync([tenant], CancellationToken.None);
    }

    private async Task<Guid> JobAsync(TenantRef tenant, string key, string status, DateTimeOffset? ended)
    {
        var id = Guid.CreateVersion7();
        await database.ExecuteAsync("""
            insert into harness_job (id, billing_account_id, kind, key, lane, payload, correlation_id, status, next_at, created_at, ended_at)
            values (@id, @Tenant, 'notify', @key, 'lane', '{}', 'c', @status, @Old, @Old, @ended);
            insert into harness_attempt (job_id, billing_account_id, number, fence, holder, started_at) values (@id, @Tenant, 1, 1, 'h', @Old);
            """, new { id, tenant.Tenant, key, status, Old, ended = ended?.UtcDateTime });
        return id;
    }

    private Task ExecutedAsync(TenantRef tenant, Guid job) => database.ExecuteAsync("""
        insert into alert (id, billing_account_id, source, alert_type, mode, idempotency_key, payload, correlation_id, status, received_at, decided_at)
        values (@alert, @Tenant, 'tv', 'a', 'execute_txn', 'k', '{}', 'c', 'processed', @Old, @Old);
        insert into execution_attempt (id, billing_account_id, alert_id, job_id, status, request, started_at, ended_at) values (gen_random_uuid(), @Tenant, @alert, @job, 'failed', '{}', @Old, @Old);
        """, new { alert = Guid.NewGuid(), tenant.Tenant, job, Old });

    private Task ToldAsync(TenantRef tenant, Guid channel, string key, string state, DateTimeOffset at) => database.ExecuteAsync("""
        insert into notification values (@notification, @Tenant, 'test', 'info', 't', '', null, null, @key, @at, @at);
        insert into notification_delivery (id, billing_account_id, channel_id, slot, state, attempts, due_at, created_at, changed_at, sent_at) values (@delivery, @Tenant, @channel, @key, @state, 1, @at, @at, @at, @at);
        insert into notification_delivery_item values (@delivery, @notification, @Tenant);
        insert into notification_attempt (billing_account_id, delivery_id, number, at, took_ms) values (@Tenant, @delivery, 1, @at, 1);
        """, new { notification = Guid.NewGuid(), delivery = Guid.NewGuid(), tenant.Tenant, channel, key, state, at });
}
