using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Venue;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Research.Leaders;

/// <summary>Reads the record of one wallet, a page at a time; each page is kept before the next is asked for, so that a read that is cut short goes on.</summary>
internal sealed class LeaderReader(ITradeRecord trades, ILeaderRecord record, IOrderBooks books, LeaderStore store, LeaderPace pace, IOptions<LeaderOptions> options, TimeProvider clock)
{
    private const int TradeRows = 1_000;
    private const int TakerRows = 500;
    private const int Books = 3;
    private const int EchoRows = 1_000;
    private static readonly TimeSpan EchoAge = TimeSpan.FromDays(30);
    private static readonly TimeSpan EchoRest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan BookAge = TimeSpan.FromHours(2);

    /// <summary>Everything there is; answers how many requests it took.</summary>
    /// <exception cref="VenueUnavailableException">The venue does not answer; what was read stays.</exception>
    public async Task<int> ReadAsync(LeaderCandidate candidate, CancellationToken ct)
    {
        var requests = 0;
        var top = candidate.PagingTop ?? clock.GetUtcNow();
        var (since, isWhole) = await ReadTradesAsync(candidate, top, Count, ct);
        isWhole &= await ReadClosedAsync(candidate, Count, ct);
        await Count();
        await store.ReplaceOpeningsAsync(candidate.Wallet, await trades.PositionsAsync(candidate.Wallet, ct), ct);
        await ReadMarketsAsync(candidate.Wallet, Count, ct);
        await ReadBooksAsync(candidate.Wallet, Count, ct);
        await ReadEchoesAsync(candidate.Wallet, Count, ct);
        await store.FinishAsync(candidate.Wallet, top, since, isWhole && (candidate.IsComplete || candidate.ReadAt is null), requests, clock.GetUtcNow().AddHours(options.Value.ReadHours), ct);
        return requests;

        Task Count()
        {
            requests++;
            return pace.WaitAsync(ct);
        }
    }

    private async Task<(DateTimeOffset Since, bool IsWhole)> ReadTradesAsync(LeaderCandidate candidate, DateTimeOffset top, Func<Task> turn, CancellationToken ct)
    {
        var floor = top.AddDays(-options.Value.HistoryDays);
        var from = candidate.CompleteTo is { } complete && complete - Overlap > floor ? complete - Overlap : floor;
        var end = candidate.PagingTo ?? top;
        await turn();
        var takers = await record.TakerTradesAsync(candidate.Wallet, TakerRows, ct);
        var takersFrom = takers.Rows < TakerRows || takers.Trades.Count == 0 ? DateTimeOffset.MinValue : DateTimeOffset.FromUnixTimeSeconds(takers.Trades.Min(trade => trade.UnixSeconds) + 1);
        for (var page = 0; page < options.Value.TradePages; page++)
        {
            await turn();
            var answer = await trades.HistoryOfWalletAsync(candidate.Wallet, from.ToUnixTimeSeconds(), end.ToUnixTimeSeconds(), TradeRows, ct);
            var isFull = answer.Rows >= TradeRows && answer.Trades.Count > 0;
            var oldest = isFull ? answer.Trades.Min(trade => trade.UnixSeconds) : 0;
            // A second that a full page ends in is read whole with the next one, unless it fills the page.
            var isOneSecond = isFull && answer.Trades.All(trade => trade.UnixSeconds == oldest);
            var whole = answer.Trades.Where(trade => trade.Wallet == candidate.Wallet && (!isFull || isOneSecond || trade.UnixSeconds > oldest));
            end = DateTimeOffset.FromUnixTimeSeconds(isOneSecond ? oldest - 1 : oldest);
            await store.AddTradesAsync(candidate.Wallet, LeaderFill.Of(whole, takers.Trades, takersFrom), answer.Trades.Select(trade => trade.Trader).FirstOrDefault(name => name is not null), isFull ? (top, end) : null, ct);
            if (!isFull) return (candidate.Since is { } known && known < from ? known : from, true);
        }

        return (end, false);
    }

    // Last closed first: what was here already at the last whole read is not asked for again.
    private async Task<bool> ReadClosedAsync(LeaderCandidate candidate, Func<Task> turn, CancellationToken ct)
    {
        for (var page = 0; page < options.Value.ClosedPages; page++)
        {
            await turn();
            var (closings, rows) = await record.ClosedAsync(candidate.Wallet, page * record.ClosedRows, ct);
            await store.AddClosingsAsync(candidate.Wallet, closings, ct);
            if (rows < record.ClosedRows || (candidate.ReadAt is { } read && closings.Count > 0 && closings.Min(closing => closing.ClosedAt) < read.AddDays(-1))) return true;
        }

        return false;
    }

    private async Task ReadMarketsAsync(WalletAddress wallet, Func<Task> turn, CancellationToken ct)
    {
        foreach (var some in (await store.UnknownMarketsAsync(wallet, clock.GetUtcNow(), ct)).Chunk(record.MarketsAtOnce))
        {
            await turn();
            await turn();   // Gamma is asked twice: for decided markets and for the others
            await store.AddMarketsAsync(await record.MarketsAsync(some, ct), ct);
        }
    }

    private async Task ReadEchoesAsync(WalletAddress wallet, Func<Task> turn, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var (condition, token, at) in await store.EntriesWithoutEchoAsync(wallet, now - EchoAge, now - EchoRest, options.Value.EchoEntries, ct))
        {
            await turn();
            var around = await record.MarketTakersAsync(condition, at.ToUnixTimeSeconds() - LeaderEcho.Seconds, at.ToUnixTimeSeconds() + LeaderEcho.Seconds, EchoRows, ct);
            // A full page lost its older part, and without a trade in the very second of the entry the market's record does not hold it: nothing is known then, and it is not asked again.
            var isCovered = around.Rows < EchoRows && around.Trades.Any(trade => trade.UnixSeconds == at.ToUnixTimeSeconds());
            await store.AddEchoAsync(wallet, LeaderEcho.Of(wallet, token, at, around.Trades), isCovered, ct);
        }
    }

    private async Task ReadBooksAsync(WalletAddress wallet, Func<Task> turn, CancellationToken ct)
    {
        foreach (var token in await store.TokensWithoutBookAsync(wallet, clock.GetUtcNow() - BookAge, Books, ct))
        {
            await turn();
            if (await books.FindAsync(token, ct) is { } book && BookSample.Of(book) is { } sample) await store.AddBookAsync(sample, book.ReadAt, ct);
        }
    }
}
