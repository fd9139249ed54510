using CopyTrade.Domain.Alerts;

namespace CopyTrade.Web.Api;

/// <summary>A durable job as it stands; with its attempts when one is asked for.</summary>
internal sealed record DurableJobAnswer(
    Guid Id, string Kind, string Status, int Attempts, DateTimeOffset? NextAt, string? LastError, string? Note, string CorrelationId, Guid? AlertId, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt,
    IReadOnlyList<JobAttemptAnswer>? History)
{
    public static DurableJobAnswer Of(JobEntry job, IReadOnlyList<JobAttempt>? attempts = null) => new(
        job.Id, RuleWords.Of(job.Kind), RuleWords.Of(job.Status), job.Attempts, job.NextAt, job.Error, job.Note, job.CorrelationId, job.AlertId, job.CreatedAt, job.EndedAt,
        attempts is null ? null : [.. attempts.Select(one => new JobAttemptAnswer(one.Number, one.Looks, one.StartedAt, one.EndedAt, one.Outcome?.ToUpperInvariant(), one.Error))]);
}
