using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Trading.Orders;

/// <summary>A row of trade_order. Changed by <c>with</c> under the row's lock and written back by <see cref="IOrderSession.SaveAsync"/>.</summary>
public sealed record OrderRow
{
    public OrderId Id { get; init; }

    public TenantId BillingAccountId { get; init; }

    public required IdempotencyKey IdempotencyKey { get; init; }

    public string Origin { get; init; } = "";

    public string Book { get; init; } = "";

    public required ConditionId ConditionId { get; init; }

    public required TokenId TokenId { get; init; }

    public bool NegRisk { get; init; }

    public string Side { get; init; } = "";

    public Price LimitPrice { get; init; }

    public Shares Shares { get; init; }

    public Usdc Notional { get; init; }

    public required TickSize TickSize { get; init; }

    public string TimeInForce { get; init; } = "";

    public DateTimeOffset ValidUntil { get; init; }

    public string? Title { get; init; }

    public string? Outcome { get; init; }

    public string Mode { get; init; } = "";

    public string Status { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public WalletConnectionId? ConnectionId { get; init; }

    public DateTimeOffset? AuthorisedAt { get; init; }

    public byte[]? SignedBody { get; init; }

    public VenueOrderId? VenueOrderId { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    public int Attempts { get; init; }

    public DateTimeOffset? RetryAt { get; init; }

    public DateTimeOffset? UnknownSince { get; init; }

    public string? UnknownCause { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }

    public Shares MatchedShares { get; init; }

    public string? Failure { get; init; }

    public string? FailureDetail { get; init; }

    public string? VenueError { get; init; }

    public DateTimeOffset? SyncedAt { get; init; }

    public DateTimeOffset? CancelRequestedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public DateTimeOffset? RestingUntil { get; init; }

    public OrderId? Replaces { get; init; }

    /// <summary>What has to happen before it may be placed; null when nothing has to.</summary>
    public string? WaitingFor { get; init; }

    /// <summary>What was asked for, of an order that had to wait; it may have become less since.</summary>
    public Shares? WantedShares { get; init; }

    public string? CancelReason { get; init; }

    /// <summary>Read with lists only: the order that came instead of this one.</summary>
    public OrderId? ReplacedBy { get; init; }

    /// <summary>When this process marked it as sent, for the sender alone; not stored.</summary>
    public DateTimeOffset? MarkedAt { get; init; }

    public OrderStatus State => EnumText.Parse<OrderStatus>(Status);

    public bool IsSell => Side == "sell";

    /// <summary>A sale that is told to wait for a free place in the hour's cap; nothing of it is signed.</summary>
    public bool WaitsForCap => State == OrderStatus.Pending && SignedBody is null && RetryAt is not null;

    /// <summary>Written by a paper account: it never meets the venue, whatever the installation is connected to.</summary>
    public bool IsPaper => Mode == "paper";

    public Urgency Urgency => IsSell ? Urgency.Exit : Urgency.Entry;

    public TimeInForce Life => EnumText.Parse<TimeInForce>(TimeInForce);

    /// <summary>With so many matched it is complete: a purchase that may not rest is given in whole cents, which may buy slightly fewer shares than ordered.</summary>
    public Shares Complete => IsSell || Life is Domain.Venue.TimeInForce.Gtc or Domain.Venue.TimeInForce.Gtd
        ? Shares
        : Shares.Min(Shares, Shares.Of(OrderAmounts.ForMarketBuy(Usdc.RoundDown(Shares.Quantity * LimitPrice.Value), LimitPrice, TickSize).Taker / 1_000_000m));

    public SignedOrder Signed => new(VenueOrderId!, SignedBody!);

    public OrderIntent Intent => new(
        IdempotencyKey, EnumText.Parse<OrderOrigin>(Origin), Book, ConditionId, TokenId, NegRisk, EnumText.Parse<OrderSide>(Side), LimitPrice, Shares, TickSize, Life, ValidUntil, Title, Outcome)
    {
        RestingUntil = RestingUntil,
        Replaces = Replaces,
    };

    /// <summary>Null when the lifecycle knows no such move.</summary>
    public OrderRow? After(OrderEvent change, DateTimeOffset now) => OrderLifecycle.Next(State, change) is not { } next ? null : this with
    {
        Status = next.ToText(),
        FinishedAt = next.IsFinal() ? FinishedAt ?? now : null,
        // What the venue did outweighs why we had given up; the events keep the story.
        Failure = next == OrderStatus.Error ? Failure : null,
    };

    public OrderRow? Failed(OrderEvent change, OrderFailure failure, string detail, DateTimeOffset now) =>
        After(change, now) is { } row ? row with { Failure = failure.ToText(), FailureDetail = detail, RetryAt = null, UnknownSince = null, UnknownCause = null } : null;

    /// <summary>Ended by us, and the venue has it all the same: as if it had never been given up. Null when it was never sent.</summary>
    public OrderRow? Reopened() => SignedBody is not null && (State == OrderStatus.Error || IsTakenBackUnheard)
        ? this with { Status = OrderStatus.Pending.ToText(), Failure = null, FailureDetail = null, FinishedAt = null }
        : null;

    /// <summary>Sent, never heard of, and cancelled since the venue did not know it: a copy may still be on its way there.</summary>
    public bool IsTakenBackUnheard => State == OrderStatus.Canceled && SubmittedAt is not null && AcceptedAt is null;

    /// <summary>The venue has it, however we learned.</summary>
    public OrderRow Known(DateTimeOffset now) => this with { AcceptedAt = AcceptedAt ?? now, SyncedAt = now, RetryAt = null, UnknownSince = null, UnknownCause = null };
}
