using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Signals;

/// <summary>What the book guard says, with the prices that it compared.</summary>
/// <param name="Reject">Null when the book may be traded.</param>
/// <param name="Message">Why not; empty when it may.</param>
/// <param name="Current">Best price now on the side that we hit; null when there is none.</param>
/// <param name="SlippagePercent">How much worse than observed, in percent, negative when better; null when nothing was observed.</param>
public sealed record BookVerdict(SignalReject? Reject, string Message, Price? Current, decimal? SlippagePercent);
