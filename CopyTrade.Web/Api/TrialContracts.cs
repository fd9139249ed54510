using System.Text.Json.Serialization;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Web.Api;

/// <summary>A counterfactual: what the account's own rules would have made of a wallet's past.</summary>
internal sealed record TrialAnswer(
    [property: JsonPropertyName("id")] Guid Id,
    [property: JsonPropertyName("wallet")] string Wallet,
    [property: JsonPropertyName("state")] string State,
    [property: JsonPropertyName("problem")] string? Problem,
    [property: JsonPropertyName("requested_at")] DateTimeOffset RequestedAt,
    [property: JsonPropertyName("finished_at")] DateTimeOffset? FinishedAt,
    [property: JsonPropertyName("terms")] TrialTermsAnswer Terms,
    [property: JsonPropertyName("result")] TrialResultAnswer? Result)
{
    public static TrialAnswer Of(CopyTrial trial) => new(
        trial.Id, trial.Wallet.Value, trial.State.ToText(), trial.Problem, trial.RequestedAt, trial.FinishedAt, TrialTermsAnswer.Of(trial.Terms), trial.Result is { } result ? TrialResultAnswer.Of(result) : null);
}

/// <summary>What a counterfactual assumes.</summary>
internal sealed record TrialTermsAnswer(
    [property: JsonPropertyName("days")] int Days,
    [property: JsonPropertyName("capital")] decimal Capital,
    [property: JsonPropertyName("delay_seconds")] int DelaySeconds,
    [property: JsonPropertyName("miss_percent")] int MissPercent)
{
    public static TrialTermsAnswer Of(TrialTerms terms) => new(terms.Days, terms.Capital.Amount, terms.DelaySeconds, terms.MissPercent);
}

/// <summary>What it came to, dollars. Lots without a known price are in no figure: <c>unvalued</c> counts them.</summary>
internal sealed record TrialResultAnswer(
    [property: JsonPropertyName("from")] DateTimeOffset From,
    [property: JsonPropertyName("to")] DateTimeOffset To,
    [property: JsonPropertyName("is_complete")] bool IsComplete,
    [property: JsonPropertyName("rules")] string Rules,
    [property: JsonPropertyName("trades")] int Trades,
    [property: JsonPropertyName("copied")] int Copied,
    [property: JsonPropertyName("missed")] int Missed,
    [property: JsonPropertyName("skipped")] IReadOnlyDictionary<string, int> Skipped,
    [property: JsonPropertyName("total")] decimal Total,
    [property: JsonPropertyName("realised")] decimal Realised,
    [property: JsonPropertyName("open")] decimal Open,
    [property: JsonPropertyName("unvalued")] int Unvalued,
    [property: JsonPropertyName("unvalued_cost")] decimal UnvaluedCost,
    [property: JsonPropertyName("spent")] decimal Spent,
    [property: JsonPropertyName("paid_spread")] decimal PaidSpread,
    [property: JsonPropertyName("paid_fees")] decimal PaidFees,
    [property: JsonPropertyName("drawdown")] decimal Drawdown,
    [property: JsonPropertyName("theirs")] decimal Theirs,
    [property: JsonPropertyName("days")] IReadOnlyList<TrialDayAnswer> Days)
{
    public static TrialResultAnswer Of(TrialResult result) => new(
        result.From, result.To, result.IsComplete, result.Rules, result.Trades, result.Copied, result.Missed, result.Skipped.OrderBy(reason => reason.Key).ToDictionary(reason => reason.Key.ToText(), reason => reason.Value),
        result.Total.Amount, result.Realised.Amount, result.Open.Amount, result.Unvalued, result.UnvaluedCost.Amount, result.Spent.Amount, result.PaidSpread.Amount, result.PaidFees.Amount, result.Drawdown.Amount,
        result.Theirs.Amount, [.. result.Days.Select(day => new TrialDayAnswer(day.Day, day.Total.Amount))]);
}

/// <summary>The result after a day.</summary>
internal sealed record TrialDayAnswer([property: JsonPropertyName("day")] DateOnly Day, [property: JsonPropertyName("total")] decimal Total);
