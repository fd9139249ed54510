using CopyTrade.Domain.Rules;

namespace CopyTrade.Web.Api;

/// <summary>A rule as it stands.</summary>
internal sealed record RuleAnswer(
    Guid Id, string RuleType, string MarketId, string TokenId, string Side, string? Book, decimal? TriggerPrice, decimal? TrailingPercent, RuleActionContract Action, string Status,
    string PriceSource, decimal? FloorPrice, decimal MaxSlippagePercent, DateTimeOffset? ExpiresAt, bool AskFirst, Guid? BracketId, string? Title, string? Outcome,
    DateTimeOffset? TriggeredAt, string? ErrorMessage, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static RuleAnswer Of(TradeRule rule) => new(
        rule.Id.Value, RuleWords.Of(rule.Terms.Kind), rule.Terms.Condition.Value, rule.Terms.Token.Value, "BUY", rule.Terms.Book, rule.Terms.Trigger?.Value, rule.Terms.TrailingPercent,
        RuleActionContract.Of(rule.Terms.Action), RuleWords.Of(rule.Status), RuleWords.Of(rule.Terms.Source), rule.Terms.Floor?.Value, rule.Terms.MaxSlippagePercent, rule.Terms.ExpiresAt,
        rule.Terms.AsksFirst, rule.Bracket, rule.Title, rule.Outcome, rule.TriggeredAt, rule.Reason, rule.CreatedAt, rule.ChangedAt);
}
