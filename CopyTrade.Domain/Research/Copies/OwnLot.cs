using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Copies;

/// <summary>A confirmed purchase of ours in the book of a target, with what closed it, first in first out.</summary>
/// <param name="Token">The outcome token.</param>
/// <param name="Cause">The trade of theirs that it answers; null when it answers none.</param>
/// <param name="Shares">Quantity, above zero.</param>
/// <param name="Price">What we paid a share, without fee.</param>
/// <param name="Fee">Fee at the match; zero while not known.</param>
/// <param name="Cost">What the ledger says it cost, fee included.</param>
/// <param name="OpenedAt">When it was matched, UTC.</param>
/// <param name="Closes">What closed it, oldest first.</param>
public sealed record OwnLot(
    TokenId Token, FillId? Cause, Shares Shares, Price Price, Usdc Fee, Usdc Cost, DateTimeOffset OpenedAt, IReadOnlyList<OwnClose> Closes);
