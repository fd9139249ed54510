using CopyTrade.Domain.Money;
using CopyTrade.Domain.Research.Copies;

namespace CopyTrade.Infrastructure.Research.Copies;

/// <summary>A row of <see cref="GapSql.Closes"/>.</summary>
internal sealed record GapCloseRow(Guid Lot, decimal Shares, decimal? Price, decimal Fee, bool IsFeeUnknown, decimal Proceeds, DateTime At)
{
    public OwnClose ToClose() => new(
        CopyTrade.Domain.Money.Shares.RoundDown(Shares), Price is { } price ? CopyTrade.Domain.Money.Price.Of(price) : null, Fee, Usdc.RoundDown(Proceeds), new DateTimeOffset(At, TimeSpan.Zero));
}
