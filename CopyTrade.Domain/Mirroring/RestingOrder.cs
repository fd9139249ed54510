using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Mirroring;

/// <summary>Our only unfinished order for this target and market, when it is a buy that nobody called back.</summary>
/// <param name="Id">Row of the ledger.</param>
/// <param name="Token">Outcome token.</param>
/// <param name="Limit">Its limit.</param>
/// <param name="Open">Dollars that it may still take: free again once it is replaced.</param>
/// <param name="IsAtVenue">Whether the venue has taken it; what it has not taken is too young to be replaced.</param>
public sealed record RestingOrder(OrderId Id, TokenId Token, Price Limit, Usdc Open, bool IsAtVenue);
