using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>A row of <c>trade_rule</c>.</summary>
internal class RuleRow
{
    public const string Columns = """
        r.id, r.billing_account_id as Tenant, r.kind, r.condition_id as Condition, r.token_id as Token, r.book, r.trigger_price, r.trailing_percent, r.amount, r.source,
        r.floor_price, r.max_slippage_percent, r.expires_at, r.asks_first, r.bracket_id as Bracket, r.title, r.outcome, r.status, r.version, r.was_held, r.exits, r.reason,
        r.created_at, r.changed_at, r.triggered_at
        """;

    public RuleId Id { get; init; }

    public TenantId Tenant { get; init; }

    public string Kind { get; init; } = "";

    public required ConditionId Condition { get; init; }

    public required TokenId Token { get; init; }

    public string? Book { get; init; }

    public Price? TriggerPrice { get; init; }

    public decimal? TrailingPercent { get; init; }

    public Shares? Amount { get; init; }

    public string Source { get; init; } = "";

    public Price? FloorPrice { get; init; }

    public decimal MaxSlippagePercent { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public bool AsksFirst { get; init; }

    public Guid? Bracket { get; init; }

    public string? Title { get; init; }

    public string? Outcome { get; init; }

    public string Status { get; init; } = "";

    public int Version { get; init; }

    public bool WasHeld { get; init; }

    public int Exits { get; init; }

    public string? Reason { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    public DateTimeOffset? TriggeredAt { get; init; }

    public TradeRule ToRule() => new(Id, Tenant, ToTerms(), Bracket, EnumText.Parse<RuleStatus>(Status), Version, WasHeld, Exits, Title, Outcome, Reason, CreatedAt, ChangedAt, TriggeredAt);

    private RuleTerms ToTerms() => new(
        EnumText.Parse<RuleKind>(Kind), Condition, Token, TriggerPrice, TrailingPercent,
        Amount is { } amount ? new ExitAction.SellPart(amount) : ExitAction.SellAll.Instance)
    {
        Book = Book,
        Source = EnumText.Parse<PriceSource>(Source),
        Floor = FloorPrice,
        MaxSlippagePercent = MaxSlippagePercent,
        ExpiresAt = ExpiresAt,
        AsksFirst = AsksFirst,
    };
}
