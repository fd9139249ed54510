using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Ledger;

/// <summary>A final fact as the database tells it.</summary>
internal sealed record FactRow(
    Guid Tenant, string Kind, string SourceKey, DateTimeOffset At, string? Book, string? ConditionId, string? TokenId, string? Mode, decimal? EntryPrice, decimal Shares, decimal Cost, decimal Proceeds, decimal Fee)
{
    /// <exception cref="FormatException">The row is none that the ledger knows.</exception>
    public LedgerFact ToFact()
    {
        var place = new LedgerPlace(
            Book, ConditionId is null ? null : Domain.Venue.ConditionId.Parse(ConditionId), TokenId is null ? null : Domain.Venue.TokenId.Parse(TokenId),
            Mode is null ? null : EnumText.Parse<VenueMode>(Mode), EntryPrice is { } price ? Price.Of(price) : null);
        return Kind switch
        {
            "bought" => new LedgerFact.Bought(SourceKey, At, place, Quantity, Usdc.Of(Cost), Usdc.Of(Fee)),
            "sold" => new LedgerFact.Sold(SourceKey, At, place, Quantity, Usdc.RoundDown(Proceeds), Usdc.Of(Fee)),
            "closed" => new LedgerFact.Closed(SourceKey, At, place, Quantity, Usdc.Of(Cost), Usdc.Of(Proceeds)),
            "ended" => new LedgerFact.Ended(SourceKey, At, place, Quantity, Usdc.Of(Cost), Usdc.Of(Proceeds)),
            "fee" => new LedgerFact.FeeLearned(SourceKey, At, place, Usdc.Of(Fee), Usdc.Of(Cost)),
            "capital" => new LedgerFact.Moved(SourceKey, At, Usdc.Of(Proceeds)),
            _ => throw new FormatException($"'{Kind}' is no kind of fact."),
        };
    }

    private Shares Quantity => Domain.Money.Shares.Of(Shares);
}
