using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Signals;

/// <summary>Figures of one profile (R1.23): its own intents, its own budget.</summary>
/// <param name="Profile">Its name.</param>
/// <param name="Validated">Intents that it accepted, from the beginning.</param>
/// <param name="Executions">Its orders of which something matched.</param>
/// <param name="Failed">Its orders that ended without any match.</param>
/// <param name="UsedLastDay">Dollars of its buys of the last 24 hours that were not refused: what its budget is held against.</param>
public sealed record SignalProfileStats(string Profile, int Validated, int Executions, int Failed, Usdc UsedLastDay);
