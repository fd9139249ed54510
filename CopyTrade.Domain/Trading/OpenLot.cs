using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Trading;

/// <summary>What is left of a confirmed buy.</summary>
/// <param name="Id">Row id.</param>
/// <param name="Remaining">Shares not sold, above zero.</param>
/// <param name="RemainingCost">What those shares cost, fee included.</param>
public sealed record OpenLot(Guid Id, Shares Remaining, Usdc RemainingCost);
