using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Research.Copies;

/// <summary>A part of a lot that a sale, a redemption or the end of its market closed.</summary>
/// <param name="Shares">Quantity, above zero.</param>
/// <param name="Price">Price of the sale; null where no sale closed it.</param>
/// <param name="Fee">This part of the sale's fee, dollars; zero while not known.</param>
/// <param name="Proceeds">What the ledger says it brought, fee taken off.</param>
/// <param name="At">When, UTC.</param>
public sealed record OwnClose(Shares Shares, Price? Price, decimal Fee, Usdc Proceeds, DateTimeOffset At);
