using System.Text.Json.Serialization;
using CopyTrade.Domain.Observation;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Web.Api;

/// <summary>Which share of a target's fills was seen in the last thirty days. Share is null while the record shows none.</summary>
internal sealed record CoverageAnswer(
    [property: JsonPropertyName("wallet")] string Wallet,
    [property: JsonPropertyName("from")] DateTimeOffset? From,
    [property: JsonPropertyName("to")] DateTimeOffset? To,
    [property: JsonPropertyName("share")] decimal? Share,
    [property: JsonPropertyName("shown")] int Shown,
    [property: JsonPropertyName("seen")] int Seen,
    [property: JsonPropertyName("in_time")] int InTime,
    [property: JsonPropertyName("is_complete")] bool IsComplete,
    [property: JsonPropertyName("missed")] IReadOnlyList<CoverageAnswer.Miss> Missed,
    [property: JsonPropertyName("gaps")] IReadOnlyList<CoverageAnswer.Gap> Gaps)
{
    public static CoverageAnswer Of(WalletCoverage coverage) => new(
        coverage.Wallet.Value, coverage.From, coverage.To, coverage.Share, coverage.Shown, coverage.Seen, coverage.InTime, coverage.IsComplete,
        [.. coverage.Missed.Select(miss => new Miss(miss.Id.Value, miss.FilledAt, miss.SeenAt))],
        [.. coverage.Gaps.Select(gap => new Gap(gap.From, gap.To, gap.Cause.ToText(), gap.State.ToText(), gap.OpenedAt, gap.EndedAt, gap.Tries, gap.Found, gap.Reason))]);

    /// <summary>A fill that was not seen in time.</summary>
    internal sealed record Miss(
        [property: JsonPropertyName("fill_id")] string FillId, [property: JsonPropertyName("filled_at")] DateTimeOffset FilledAt, [property: JsonPropertyName("seen_at")] DateTimeOffset? SeenAt);

    /// <summary>A stretch that was not read in time.</summary>
    internal sealed record Gap(
        [property: JsonPropertyName("from")] DateTimeOffset From,
        [property: JsonPropertyName("to")] DateTimeOffset To,
        [property: JsonPropertyName("cause")] string Cause,
        [property: JsonPropertyName("state")] string State,
        [property: JsonPropertyName("opened_at")] DateTimeOffset OpenedAt,
        [property: JsonPropertyName("ended_at")] DateTimeOffset? EndedAt,
        [property: JsonPropertyName("tries")] int Tries,
        [property: JsonPropertyName("found")] int? Found,
        [property: JsonPropertyName("reason")] string? Reason);
}
