namespace CopyTrade.Infrastructure.Trading.Positions;

/// <summary>What a sale finds of its book.</summary>
/// <param name="Free">Confirmed shares that no sale before it takes; negative when these take more than there is.</param>
/// <param name="Coming">Shares that are bought and not final, or that may have been bought.</param>
/// <param name="Taken">Shares that the sales before it take and have not closed yet.</param>
public sealed record SaleCover(decimal Free, decimal Coming, decimal Taken);
