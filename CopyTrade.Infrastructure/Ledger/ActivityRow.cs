using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Ledger;

/// <summary>A kept movement of a wallet.</summary>
internal sealed record ActivityRow(Guid Id, string Kind, DateTimeOffset At, string? ConditionId, string? FirstToken, string? SecondToken, decimal Shares, decimal Dollars)
{
    public OutsideMovement ToMovement() => new(
        $"activity:{Id}", EnumText.Parse<ActivityKind>(Kind), At, ConditionId is null ? null : Domain.Venue.ConditionId.Parse(ConditionId), FirstToken is null ? null : TokenId.Parse(FirstToken),
        SecondToken is null ? null : TokenId.Parse(SecondToken), Domain.Money.Shares.Of(Shares), Usdc.Of(Dollars));
}
