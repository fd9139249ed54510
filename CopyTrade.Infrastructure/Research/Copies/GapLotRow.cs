using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Research.Copies;

/// <summary>A row of <see cref="GapSql.Lots"/>.</summary>
internal sealed record GapLotRow(Guid Id, string Token, string? Cause, decimal Shares, decimal Price, decimal? Fee, decimal Cost, DateTime OpenedAt)
{
    public OwnLot ToLot(IEnumerable<GapCloseRow> closes) => new(
        TokenId.Parse(Token), Cause is null ? null : FillId.Parse(Cause), CopyTrade.Domain.Money.Shares.RoundDown(Shares), CopyTrade.Domain.Money.Price.Of(Price), Usdc.RoundUp(Fee ?? 0m), Usdc.RoundUp(Cost),
        new DateTimeOffset(OpenedAt, TimeSpan.Zero), [.. closes.OrderBy(close => close.At).Select(close => close.ToClose())]);
}
