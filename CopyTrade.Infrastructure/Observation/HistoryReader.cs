using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>Reads a period of a wallet's record that nobody waits for, at a pace of its own.</summary>
internal sealed class HistoryReader(ITradeRecord record, IOptions<ObservationOptions> options, TimeProvider clock, RequestBudgets? budgets = null)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly RequestBudget _budget = new("history of wallets", options.Value.HistoryRequestsPerSecond, clock, budgets);

    /// <summary>Everything from <paramref name="from"/> to <paramref name="to"/>, both included; or less when there are too many pages, and then how far back it got.</summary>
    /// <exception cref="VenueUnavailableException">The record does not answer.</exception>
    public async Task<Read> ReadAsync(WalletAddress wallet, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        var (fills, end, rows) = (new List<FillSighting>(), to.ToUnixTimeSeconds(), options.Value.HistoryRows);
        for (var page = 1; page <= options.Value.HistoryPages; page++)
        {
            while (!_budget.TryTake(1)) await Task.Delay(Pause, clock, ct);
            var answer = await record.HistoryOfWalletAsync(wallet, from.ToUnixTimeSeconds(), end, rows, ct);
            var isFull = answer.Rows >= rows && answer.Trades.Count > 0;
            var oldest = isFull ? answer.Trades.Min(trade => trade.UnixSeconds) : 0;
            // As in the drain: a second that a full page ends in is read whole with the next one.
            var isOneSecond = isFull && answer.Trades.All(trade => trade.UnixSeconds == oldest);
            fills.AddRange(FillAggregator.Group(answer.Trades.Where(trade => trade.Wallet == wallet && (!isFull || isOneSecond || trade.UnixSeconds > oldest))));
            if (!isFull) return new(fills, from, IsComplete: true);
            end = isOneSecond ? oldest - 1 : oldest;
        }

        return new(fills, DateTimeOffset.FromUnixTimeSeconds(end), IsComplete: false);
    }

    /// <param name="Fills">Newest pages first.</param>
    /// <param name="ReachedTo">Everything from here on was read.</param>
    /// <param name="IsComplete">Whether that is the whole period.</param>
    internal sealed record Read(IReadOnlyList<FillSighting> Fills, DateTimeOffset ReachedTo, bool IsComplete);
}
