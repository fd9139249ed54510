namespace CopyTrade.Domain.Venue;

/// <summary>One answer of the trade record, newest first.</summary>
/// <param name="Trades">Readable rows in the order of the answer; equal rows in one answer are distinct legs.</param>
/// <param name="Quarantined">Rows that could not be read; they were logged with a reason and left out.</param>
/// <param name="Rows">Rows of the answer, readable or not.</param>
/// <param name="NextCursor">Where older rows continue (global feed only); null at the end.</param>
public sealed record TradePage(IReadOnlyList<WalletTrade> Trades, int Quarantined, int Rows, string? NextCursor);
