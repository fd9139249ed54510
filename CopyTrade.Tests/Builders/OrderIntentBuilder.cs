using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Builders;

/// <summary>A valid intent: buy 10 shares at 0.50, valid for a minute from <see cref="Now"/>.</summary>
public sealed record OrderIntentBuilder
{
    public static readonly DateTimeOffset Now = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    public string Cause { get; init; } = "cause";

    public OrderOrigin Origin { get; init; } = OrderOrigin.Mirror;

    public string Book { get; init; } = "book";

    public string Token { get; init; } = "123456789";

    public OrderSide Side { get; init; } = OrderSide.Buy;

    public decimal Limit { get; init; } = 0.50m;

    public decimal Shares { get; init; } = 10m;

    public TimeInForce TimeInForce { get; init; } = TimeInForce.Gtc;

    public DateTimeOffset ValidUntil { get; init; } = Now.AddMinutes(1);

    public string Title { get; init; } = "Will it rain?";

    public OrderIntent Build() => new(
        IdempotencyKey.OfText(Cause), Origin, Book, ConditionId.Parse("0x" + new string('c', 64)), TokenId.Parse(Token), false, Side,
        Price.Of(Limit), CopyTrade.Domain.Money.Shares.Of(Shares), TickSize.Cent, TimeInForce, ValidUntil, Title, "Yes");
}
