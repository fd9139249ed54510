using System.Security.Cryptography;
using System.Text.Json;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Notifications;
using CopyTrade.Infrastructure.Alerts;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Notifications;

/// <summary>Wakes the tenant's own program (R4.19): what the alert carried goes to the address that the tenant named, with its token and the alert's correlation id.</summary>
internal sealed class WakeUpHandler(TenantScopes scopes, ChannelVault vault, ChannelSender sender, IOptions<AlertOptions> options, TimeProvider clock) : IJobHandler
{
    public JobKind Kind => JobKind.WakeAgent;

    public async Task<JobOutcome> RunAsync(HarnessJob job, CancellationToken ct)
    {
        var (destination, problem) = await OpenAsync(job, ct);
        if (destination is null) return new JobOutcome.Hopeless(problem!);
        var began = clock.GetUtcNow();
        using var payload = JsonDocument.Parse(job.Payload);
        var body = new { Type = "wake_up", job.CorrelationId, job.AlertId, JobId = job.Id, job.Attempt, Data = payload.RootElement };
        var outcome = DeliveryVerdict.Of(await sender.WakeAsync(destination, job.Id, job.CorrelationId, body, ct), isMail: false, job.Attempt);
        await using var scope = await scopes.OpenManyAsync([job.Tenant], CancellationToken.None);
        await DeliveryLog.WriteAsync(scope, job.Tenant, job.Id, outcome, job.Attempt >= options.Value.MaxJobAttempts, began, clock.GetUtcNow());
        await scope.CommitAsync();
        return outcome;
    }

    private async Task<(ChannelDestination? Destination, string? Problem)> OpenAsync(HarnessJob job, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([job.Tenant], ct);
        if (await scope.QuerySingleOrDefaultAsync<Guid?>("select id from notification_channel where billing_account_id = @Tenant and kind = 'wake_up' and is_on and removed_at is null", new { job.Tenant.Tenant }) is not { } channel)
            return (null, "No wake-up address is set, or it is switched off: see Settings, Notifications.");
        try
        {
            if (await vault.OpenAsync(scope, job.Tenant, new ChannelId(channel)) is not { } open) return (null, "The wake-up address is not stored any more: set it anew.");
            await RecordAsync(scope, job, channel);
            await scope.CommitAsync();
            return (open.Destination, null);
        }
        catch (CryptographicException e)
        {
            return (null, e.Message);
        }
    }

    // The job's own id is the message's: however often it is tried, the log has one line.
    private async Task RecordAsync(TenantScope scope, HarnessJob job, Guid channel)
    {
        var now = clock.GetUtcNow();
        var note = new Notification(job.Id, NotificationKind.WakeUp, NotificationSeverity.Warning, "An alert wakes your agent", "", null, job.AlertId?.ToString("D"), now, now);
        await DeliveryWriter.AddAsync(scope, job.Tenant, $"wake:{job.Id:N}", note);
        await scope.ExecuteAsync("""
            insert into notification_delivery (id, billing_account_id, channel_id, slot, state, due_at, created_at, changed_at) values (@Id, @Tenant, @channel, @slot, 'sending', @now, @now, @now)
            on conflict (id) do update set state = 'sending', changed_at = @now
            """, new { job.Id, job.Tenant.Tenant, channel, slot = $"wake:{job.Id:N}", now });
        await scope.ExecuteAsync("insert into notification_delivery_item (delivery_id, notification_id, billing_account_id) values (@Id, @Id, @Tenant) on conflict do nothing", new { job.Id, job.Tenant.Tenant });
    }
}
