using System.Security.Cryptography;
using System.Text.Json;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Notifications;
using CopyTrade.Infrastructure.Alerts;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Notifications;

/// <summary>Delivers one message (R4.19, R4.33). Doing it twice is told to receivers of webhooks by the same message id.</summary>
internal sealed partial class NotifyHandler(TenantScopes scopes, ChannelVault vault, ChannelSender sender, IOptions<AlertOptions> options, TimeProvider clock, ILogger<NotifyHandler> logger) : IJobHandler
{
    public JobKind Kind => JobKind.Notify;

    public async Task<JobOutcome> RunAsync(HarnessJob job, CancellationToken ct)
    {
        using var payload = JsonDocument.Parse(job.Payload);
        var delivery = payload.RootElement.GetProperty("delivery").GetGuid();
        if (await TakeAsync(job.Tenant, delivery, ct) is not { } taken) return new JobOutcome.Done("There was nothing to send.");
        var began = clock.GetUtcNow();
        var outcome = taken.Problem is { } problem ? new JobOutcome.Hopeless(problem)
            : DeliveryVerdict.Of(await sender.SendAsync(taken.Kind, taken.Destination!, taken.Secrets, delivery, taken.Items, taken.LeftOut, ct), taken.Kind == ChannelKind.Email, job.Attempt);
        var isLast = job.Attempt >= options.Value.MaxJobAttempts;
        // What was sent is recorded, whoever stops the host now.
        await using var scope = await scopes.OpenManyAsync([job.Tenant], CancellationToken.None);
        await DeliveryLog.WriteAsync(scope, job.Tenant, delivery, outcome, isLast, began, clock.GetUtcNow());
        await scope.CommitAsync();
        if (outcome is JobOutcome.Again again) Log.NotTaken(logger, delivery, taken.Kind, again.Error);
        else if (outcome is JobOutcome.Hopeless hopeless) Log.GivenUp(logger, delivery, taken.Kind, hopeless.Error);
        return outcome;
    }

    private async Task<Taken?> TakeAsync(TenantRef tenant, Guid delivery, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        var row = await scope.QuerySingleOrDefaultAsync<Row>("""
            select d.channel_id, d.state, d.left_out, c.kind, c.is_on and c.removed_at is null as is_on
              from notification_delivery d join notification_channel c on c.id = d.channel_id where d.id = @delivery for update of d
            """, new { delivery });
        if (row is null || row.State is "sent" or "dropped") return null;
        if (!row.IsOn)
        {
            await scope.ExecuteAsync("update notification_delivery set state = 'dropped', changed_at = @now where id = @delivery", new { delivery, now = clock.GetUtcNow() });
            await scope.CommitAsync();
            return null;
        }

        await scope.ExecuteAsync("update notification_delivery set state = 'sending', changed_at = @now where id = @delivery", new { delivery, now = clock.GetUtcNow() });
        var items = await scope.QueryAsync<NotificationRows.Row>($"""
            select {NotificationRows.Columns} from notification_delivery_item i join notification n on n.id = i.notification_id where i.delivery_id = @delivery order by n.happened_at, n.id
            """, new { delivery });
        if (items.Count == 0) return null;
        var taken = new Taken(EnumText.Parse<ChannelKind>(row.Kind), null, [], [.. items.Select(NotificationRows.Of)], row.LeftOut, "The destination of this channel is not stored any more: set it anew.");
        try
        {
            if (await vault.OpenAsync(scope, tenant, new ChannelId(row.ChannelId)) is { } open) taken = taken with { Destination = open.Destination, Secrets = open.Secrets, Problem = null };
        }
        catch (CryptographicException e)
        {
            taken = taken with { Problem = e.Message };
        }

        await scope.CommitAsync();
        return taken;
    }

    private sealed record Taken(ChannelKind Kind, ChannelDestination? Destination, IReadOnlyList<string> Secrets, IReadOnlyList<Notification> Items, int LeftOut, string? Problem);

    private sealed record Row(Guid ChannelId, string State, int LeftOut, string Kind, bool IsOn);

    private static partial class Log
    {
        [LoggerMessage(EventId = 9101, Level = LogLevel.Information, Message = "Message {Delivery} was not taken by its {Channel} receiver: {Error}")]
        public static partial void NotTaken(ILogger logger, Guid delivery, ChannelKind channel, string error);

        [LoggerMessage(EventId = 9102, Level = LogLevel.Warning, Message = "Message {Delivery} to a {Channel} receiver is given up: {Error}")]
        public static partial void GivenUp(ILogger logger, Guid delivery, ChannelKind channel, string error);
    }
}
