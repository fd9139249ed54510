using CopyTrade.Domain.Alerts;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Alerts;

/// <summary>An alert as it is stored, with what became of its job.</summary>
internal sealed class AlertRow
{
    public const string Select = """
        select a.id, a.source, a.alert_type as type, a.mode, a.idempotency_key as key, a.status, a.payload::text as payload, a.correlation_id, a.webhook_id is not null as is_signed,
               a.received_at, a.decided_at, j.id as job_id, coalesce(j.note, j.error) as result
          from alert a left join lateral (select j.id, j.note, j.error from harness_job j where j.alert_id = a.id order by j.id limit 1) j on true
        """;

    public Guid Id { get; init; }

    public string Source { get; init; } = "";

    public string Type { get; init; } = "";

    public string Mode { get; init; } = "";

    public string Key { get; init; } = "";

    public string Status { get; init; } = "";

    public string Payload { get; init; } = "";

    public string CorrelationId { get; init; } = "";

    public bool IsSigned { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public Guid? JobId { get; init; }

    public string? Result { get; init; }

    public AlertEntry ToEntry() => new(
        Id, Source, Type, EnumText.Parse<AlertMode>(Mode), Key, EnumText.Parse<AlertStatus>(Status), Payload, CorrelationId, IsSigned, ReceivedAt, DecidedAt, JobId, Result);
}
