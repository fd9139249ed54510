using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Research.Copies;

/// <summary>Reads both histories under the rights of the person who looks and has the gap reckoned.</summary>
internal sealed class CopyGapQuery(TenantScopes scopes, ITokenMarks marks, TimeProvider clock) : ICopyGapQuery
{
    private const int MostTrades = 60_000;

    // Younger trades without a decision are on their way, not missed.
    private static readonly TimeSpan Deciding = TimeSpan.FromMinutes(2);

    public async Task<CopyGapAnswer> ReadAsync(TenantRef tenant, TargetRowId? target, CopyPeriod period, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        period = period with { To = period.To < now ? period.To : now };
        var (histories, unread, fees) = await HistoriesAsync(tenant, target, period, now, ct);
        if (histories is null) return new(CopyGapReport.Of([]), 0, 0, IsTooMuch: true);

        var start = await MarksAsync(histories, period.From, ct);
        var end = await MarksAsync(histories, period.To, ct);
        return new(CopyGapReport.Of([.. histories.Select(history => CopyGap.Of(history, period, new GapMarks(start, end)))]), unread, fees);
    }

    private async Task<(IReadOnlyList<CopyHistory>? Histories, int Unread, int FeesUnknown)> HistoriesAsync(TenantRef tenant, TargetRowId? target, CopyPeriod period, DateTimeOffset now, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var targets = await scope.QueryAsync<(string Wallet, Guid Key)>(GapSql.Targets, new { tenant.Tenant, target = target?.Value });
        var (histories, fees, room) = (new List<CopyHistory>(), 0, MostTrades);
        foreach (var (wallet, key) in targets)
        {
            var trades = await scope.QueryAsync<GapTradeRow>(GapSql.Trades, new { tenant.Tenant, wallet, key, to = period.To, settled = now - Deciding, most = room + 1 });
            if (trades.Count > room) return (null, 0, 0);
            room -= trades.Count;
            var book = new { tenant.Tenant, book = MirrorKeys.BookOf(new TargetKey(key)), to = period.To };
            var lots = await scope.QueryAsync<GapLotRow>(GapSql.Lots, book);
            var closes = (await scope.QueryAsync<GapCloseRow>(GapSql.Closes, book)).ToLookup(close => close.Lot);
            fees += lots.Count(lot => lot.Fee is null && period.Holds(new DateTimeOffset(lot.OpenedAt, TimeSpan.Zero))) + closes.SelectMany(same => same).Count(close => close.IsFeeUnknown && period.Holds(new DateTimeOffset(close.At, TimeSpan.Zero)));
            histories.Add(new([.. trades.Select(trade => trade.ToTrade())], [.. lots.Select(lot => lot.ToLot(closes[lot.Id]))]));
        }

        var unread = await scope.QuerySingleAsync<int>(GapSql.Unread, new { tenant.Tenant, wallets = targets.Select(one => one.Wallet).ToArray(), from = period.From, to = period.To });
        return (histories, unread, fees);
    }

    private async Task<IReadOnlyDictionary<TokenId, Price>> MarksAsync(IEnumerable<CopyHistory> histories, DateTimeOffset at, CancellationToken ct)
    {
        var tokens = histories.SelectMany(history => CopyGap.TokensHeldAt(history, at)).Distinct().ToList();
        return tokens.Count == 0 ? new Dictionary<TokenId, Price>() : (await marks.AtAsync(tokens, at, ct)).ToDictionary(mark => mark.Key, mark => mark.Value.Value);
    }
}
