using System.Diagnostics.Metrics;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>Reads the venue's trade record back to a moment, by wallet or for everybody, and stores what followed wallets did.</summary>
internal sealed partial class TradeDrain(
    ITradeRecord record, FillStore store, WatchList wallets, SeenTrades seen, GapLog gaps, IFeedMonitor feeds, IOptions<ObservationOptions> options, TimeProvider clock, ILogger<TradeDrain> logger)
{
    public const string Feed = "data-drain";

    // Whoever needs more than the first page needs much more.
    private const int FurtherPages = 5;

    // Few sizes, so that the same question is asked again and its same answer known again.
    private static readonly int[] PageSizes = [100, 200, 500, 1_000];
    private static readonly Counter<long> Fetches = ObservationMeter.Instance.CreateCounter<long>("poly_wallet_watch_fetches_total");

    // What everybody does in a second, as the last complete drain saw it.
    private double _rowsPerSecond = double.NaN;

    /// <summary>One wallet from <paramref name="from"/> to now. Answers the number of fills that were new.</summary>
    public async Task<int> OfWalletAsync(WatchedWallet wallet, DateTimeOffset from, string source, CancellationToken ct)
    {
        var (began, end, changed, raw) = (clock.GetUtcNow(), (long?)null, 0, 0);
        for (var page = 1; ; page++)
        {
            var answer = await AskAsync(() => record.OfWalletAsync(wallet.Wallet, from.ToUnixTimeSeconds(), end, options.Value.PageRows, ct));
            raw += answer.Rows;
            var isFull = answer.Rows >= options.Value.PageRows && answer.Trades.Count > 0;
            var oldest = isFull ? answer.Trades.Min(trade => trade.UnixSeconds) : 0;
            // A full page may end inside a second: that second is read whole with the next page, so that equal rows are counted together.
            var isOneSecond = isFull && answer.Trades.All(trade => trade.UnixSeconds == oldest);
            changed += await KeepAsync(isFull && !isOneSecond ? answer.Trades.Where(trade => trade.UnixSeconds > oldest) : answer.Trades, source, ct);
            if (!isFull) break;
            end = isOneSecond ? oldest - 1 : oldest;
            if (page == options.Value.MostPages)
            {
                // The rest is read a piece at a time, beside what is new.
                await gaps.OpenAsync([(wallet.Wallet, from)], DateTimeOffset.FromUnixTimeSeconds(end.Value), GapCause.OutOfReach, TimeSpan.Zero, ct);
                break;
            }
        }

        if (!wallet.IsCaughtUp) await gaps.CaughtUpAsync([wallet.Wallet], from, ct);
        wallets.Complete([wallet.Wallet], began);
        Report(source, raw, changed, "ok");
        return changed;
    }

    /// <summary>Everybody's trades back to <paramref name="from"/>; true when it was reached.</summary>
    public async Task<(bool IsComplete, int Changed)> OfEverybodyAsync(DateTimeOffset from, string source, CancellationToken ct)
    {
        var (began, cursor, changed, raw, recent) = (clock.GetUtcNow(), (string?)null, 0, 0, 0);
        var covered = wallets.All().Where(wallet => wallet.CompleteTo >= from || wallet.Floor >= from).Select(wallet => wallet.Wallet).ToList();
        for (var page = 1; page <= options.Value.MostPages; page++)
        {
            var at = cursor;
            var size = page == 1 ? FirstPage(from, began) : options.Value.PageRows * FurtherPages;
            var answer = await AskAsync(() => record.OfEverybodyAsync(at, size, ct));
            raw += answer.Rows;
            recent += answer.Trades.Count(trade => trade.UnixSeconds >= from.ToUnixTimeSeconds());
            changed += await KeepAsync(answer.Trades, source, ct);
            cursor = answer.NextCursor;
            // The middle row decides: a single old row may stand among newer ones.
            var isReached = answer.Trades.Count > 0 && answer.Trades[answer.Trades.Count / 2].UnixSeconds < from.ToUnixTimeSeconds();
            if (cursor is not null && !isReached) continue;
            _rowsPerSecond = recent / Math.Max(1, (began - from).TotalSeconds);
            if (covered.Exists(wallet => wallets.Find(wallet) is { IsCaughtUp: false })) await gaps.CaughtUpAsync(covered, from, ct);
            wallets.Complete(covered, began);
            Report(source, raw, changed, "ok");
            return (true, changed);
        }

        Report(source, raw, changed, "partial");
        return (false, changed);
    }

    // As the venue is busy: reached when the middle row is old enough, so twice what is expected and some more.
    private int FirstPage(DateTimeOffset from, DateTimeOffset now)
    {
        if (double.IsNaN(_rowsPerSecond)) return options.Value.PageRows;
        var wanted = 2.5 * _rowsPerSecond * (now - from).TotalSeconds;
        return Math.Min(PageSizes.FirstOrDefault(size => size >= wanted, PageSizes[^1]), options.Value.PageRows * FurtherPages);
    }

    private async Task<TradePage> AskAsync(Func<Task<TradePage>> ask)
    {
        var answer = await ask();
        feeds.DataArrived(Feed);
        return answer;
    }

    private async Task<int> KeepAsync(IEnumerable<WalletTrade> rows, string source, CancellationToken ct)
    {
        var ours = rows.Where(row => wallets.Contains(row.Wallet)).ToList();
        var now = clock.GetUtcNow();
        var followed = FillAggregator.Group(ours)
            .Where(fill => wallets.Find(fill.Wallet) is { } watched && fill.FilledAt >= watched.FloorAt(now).AddSeconds(-1))
            .ToList();
        var changed = followed.Count == 0 ? 0 : await store.StoreAsync(followed, source, ct);
        seen.Add(ours);
        return changed;
    }

    private void Report(string source, int raw, int changed, string phase)
    {
        Fetches.Add(1, new KeyValuePair<string, object?>("source", source), new KeyValuePair<string, object?>("phase", phase));
        Log.Fetched(logger, changed > 0 ? LogLevel.Information : LogLevel.Debug, source, raw, changed, phase);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 4001, EventName = "poly.wallet_watch.fetch", Message = "poly.wallet_watch.fetch source={Source} raw={Raw} fills={Fills} phase={Phase}")]
        public static partial void Fetched(ILogger logger, LogLevel level, string source, int raw, int fills, string phase);
    }
}
