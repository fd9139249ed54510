using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Web.Api;

/// <summary>A rule as it is asked for (R4.1).</summary>
internal sealed record RuleRequest(
    string? RuleType, string? MarketId, string? TokenId, string? Side, decimal? TriggerPrice, decimal? TrailingPercent, RuleActionContract? Action,
    string? Book, string? PriceSource, decimal? FloorPrice, decimal? MaxSlippagePercent, DateTimeOffset? ExpiresAt, bool? AskFirst)
{
    /// <exception cref="ApiFailure">A field is missing or no value of its kind.</exception>
    public RuleTerms ToTerms() => new(
        RuleWords.Kind(RuleType),
        ConditionId.TryParse(MarketId, out var condition) ? condition : throw ApiFailure.Bad(ApiCode.FieldInvalid, "marketId is 0x and 64 hexadecimal digits."),
        Domain.Venue.TokenId.TryParse(TokenId, out var token) ? token : throw ApiFailure.Bad(ApiCode.FieldInvalid, "tokenId is the number of the outcome token, as text."),
        PriceOf("triggerPrice", TriggerPrice),
        TrailingPercent,
        RuleActionContract.ToAction(Action))
    {
        Book = Side is null or "BUY" ? Book : throw ApiFailure.Bad(ApiCode.FieldInvalid, "side is the side of the position, and only BUY positions are held."),
        Source = RuleWords.Source(PriceSource),
        Floor = PriceOf("floorPrice", FloorPrice),
        MaxSlippagePercent = MaxSlippagePercent ?? RuleTerms.DefaultSlippagePercent,
        ExpiresAt = ExpiresAt?.ToUniversalTime(),
        AsksFirst = AskFirst ?? false,
    };

    public static Price? PriceOf(string field, decimal? value) => value is not { } price ? null
        : price is >= 0m and <= 1m && decimal.Round(price, Price.Decimals) == price ? Price.Of(price)
        : throw ApiFailure.Bad(ApiCode.FieldInvalid, $"{field} is a price from 0 to 1 with at most six decimals.");
}
