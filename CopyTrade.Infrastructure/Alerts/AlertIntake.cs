using System.Text.Json;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CopyTrade.Infrastructure.Alerts;

/// <summary>The door for alerts (R4.15): stored, routed and its job asked for in one transaction, or not at all.</summary>
public sealed partial class AlertIntake(TenantScopes scopes, JobQueue jobs, TimeProvider clock, ILogger<AlertIntake> logger)
{
    private const string InsertSql = """
        insert into alert (id, billing_account_id, source, source_id, alert_type, mode, idempotency_key, webhook_id, payload, correlation_id, status, received_at, decided_at)
        values (@id, @Tenant, @Source, @SourceId, @Type, @mode, @Key, @WebhookId, @Payload::jsonb, @correlation, @status, @now, @decided)
            on conflict do nothing
        """;

    private const string FindSql = $"""
        {AlertRow.Select}
         where a.billing_account_id = @Tenant and ((a.source = @Source and a.idempotency_key = @Key) or (a.source_id = @SourceId and a.webhook_id = @WebhookId))
         order by a.id limit 1
        """;

    /// <summary>Takes one alert. What it throws is a database that fails; nothing was stored then and the alert may come again.</summary>
    public async Task<AlertReceipt> AcceptAsync(TenantRef tenant, NewAlert alert, CancellationToken ct)
    {
        if (Problem(alert) is { } problem) return problem;
        try
        {
            return await StoreAsync(tenant, alert, ct);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InvalidTextRepresentation or PostgresErrorCodes.UntranslatableCharacter or PostgresErrorCodes.NumericValueOutOfRange)
        {
            // JSON allows what jsonb does not hold: U+0000, half of a character, a number of a million digits.
            return new AlertReceipt.Refused("payload_invalid", "The payload contains a character or number that cannot be stored.");
        }
    }

    private async Task<AlertReceipt> StoreAsync(TenantRef tenant, NewAlert alert, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var now = clock.GetUtcNow();
        var (id, status) = (Guid.CreateVersion7(now), AlertLifecycle.Routed(alert.Mode));
        var isNew = await scope.ExecuteAsync(InsertSql, new
        {
            id,
            tenant.Tenant,
            alert.Source,
            alert.SourceId,
            alert.Type,
            mode = alert.Mode.ToText(),
            alert.Key,
            alert.WebhookId,
            alert.Payload,
            correlation = Correlation.Current ?? id.ToString("N"),
            status = status.ToText(),
            now,
            decided = status == AlertStatus.Ignored ? now.UtcDateTime : (DateTime?)null,
        }) == 1;
        if (isNew && AlertLifecycle.JobOf(alert.Mode) is { } kind) await jobs.AddAsync(scope, JobFor(alert, kind, id, now), ct);
        if (isNew) scope.Announce(ChangeKind.Alerts, tenant.Tenant);
        var stored = await scope.QuerySingleAsync<AlertRow>(FindSql, new { tenant.Tenant, alert.Source, alert.Key, alert.SourceId, alert.WebhookId });
        await scope.CommitAsync();
        if (isNew) Log.Received(logger, id, alert.Source, alert.Mode, stored.CorrelationId);
        return new AlertReceipt.Stored(stored.ToEntry(), isNew);
    }

    private static NewJob JobFor(NewAlert alert, JobKind kind, Guid id, DateTimeOffset now)
    {
        using var payload = JsonDocument.Parse(alert.Payload);
        var lane = kind == JobKind.ExecuteTxn && OrderWishParser.Parse(alert.Payload).Wish is { } wish ? $"market:{wish.Condition.Value}" : $"wake:{alert.Source}";
        return new(kind, AlertKeys.JobOf(id), lane, new AlertJobPayload(id, alert.Source, alert.Type, now, payload.RootElement).Write(), id.ToString("N"), id);
    }

    private static AlertReceipt.Refused? Problem(NewAlert alert) =>
        !NewAlert.IsSource(alert.Source) ? new("source_invalid", "source has 1 to 40 letters, digits, points, hyphens and underscores, and begins with a letter or digit.")
        : alert.Type.Length is 0 or > 100 || alert.Type.Any(char.IsControl) ? new("field_invalid", "alertType has 1 to 100 characters.")
        : !NewAlert.IsKey(alert.Key) ? new("idempotency_key_invalid", $"The idempotency key has 1 to {NewAlert.LongestKey} printable ASCII characters.")
        : alert.Mode == AlertMode.ExecuteTxn && OrderWishParser.Parse(alert.Payload).Problem is { } wish ? new("payload_invalid", wish)
        : null;

    private static partial class Log
    {
        [LoggerMessage(EventId = 6511, EventName = "alerts.received", Level = LogLevel.Information, Message = "Alert {AlertId} of {Source} ({Mode}) received; correlation {CorrelationId}.")]
        public static partial void Received(ILogger logger, Guid alertId, string source, AlertMode mode, string correlationId);
    }
}
