using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Copies;

/// <summary>What tokens were worth at the ends of a period, dollars a share. A token that is missing is not known, which is not zero.</summary>
/// <param name="AtStart">At its first moment.</param>
/// <param name="AtEnd">At its end.</param>
public sealed record GapMarks(IReadOnlyDictionary<TokenId, Price> AtStart, IReadOnlyDictionary<TokenId, Price> AtEnd);
