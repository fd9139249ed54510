using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>An order that holds the one resting place of its book on a market.</summary>
internal sealed class RestingRow
{
    public TenantId Tenant { get; init; }

    public required string Book { get; init; }

    public required string Condition { get; init; }

    public OrderId Id { get; init; }

    public required TokenId Token { get; init; }

    public Price Limit { get; init; }

    public decimal Amount { get; init; }

    public bool IsAtVenue { get; init; }

    public RestingOrder ToOrder() => new(Id, Token, Limit, Usdc.RoundDown(Math.Max(0m, Amount)), IsAtVenue);
}
