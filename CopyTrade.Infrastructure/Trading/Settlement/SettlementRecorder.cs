using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Readiness;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Trading.Settlement;

/// <summary>
/// Records matches of our orders and their way to finality. Saying the same twice, late or out of order changes nothing.
/// Lots move on CONFIRMED only; a FAILED match is taken back and nothing is bought again.
/// </summary>
public sealed partial class SettlementRecorder(IOrderStore store, OwnFees fees, ReadinessRequests readiness, TimeProvider clock, ILogger<SettlementRecorder> logger)
{
    /// <summary>Trades of orders that are not in the ledger are none of ours. One order that cannot be recorded does not keep the others waiting.</summary>
    /// <returns>False when one could not be recorded: it has to be asked for again.</returns>
    public async Task<bool> RecordAsync(TenantRef tenant, IReadOnlyList<VenueTrade> trades)
    {
        var isRecorded = true;
        foreach (var ofOrder in (await NewsAsync(tenant, [.. trades.Where(trade => trade.Shares > Shares.Zero)])).GroupBy(trade => trade.OrderId))
        {
            try
            {
                await RecordAsync(tenant, ofOrder.Key, [.. ofOrder]);
            }
            catch (Exception e)
            {
                isRecorded = false;
                Log.RecordingBroke(logger, ofOrder.Key, e);
            }
        }

        return isRecorded;
    }

    /// <summary>An answer repeats what is on record: most of it is left out with one look, and takes nobody's turn.</summary>
    private async Task<IReadOnlyList<VenueTrade>> NewsAsync(TenantRef tenant, IReadOnlyList<VenueTrade> trades)
    {
        if (trades.Count < 2) return trades;
        var known = await store.FindMatchesAsync(tenant, trades, CancellationToken.None);
        return [.. trades.Where(trade => known.TryGetValue((trade.OrderId, trade.TradeId), out var status) && SettlementProgress.Of(status, trade.Status) is not SettlementProgress.Ignore)];
    }

    private async Task RecordAsync(TenantRef tenant, VenueOrderId order, IReadOnlyList<VenueTrade> trades)
    {
        var charged = new List<(VenueTrade Trade, Usdc? Fee)>();
        foreach (var trade in trades) charged.Add((trade, await fees.OfAsync(trade, CancellationToken.None)));
        await Contention.AgainAsync(() => RecordOnceAsync(tenant, order, charged), clock, CancellationToken.None);
    }

    private async Task RecordOnceAsync(TenantRef tenant, VenueOrderId order, IReadOnlyList<(VenueTrade Trade, Usdc? Fee)> charged)
    {
        await using var session = await store.BeginAsync(tenant, CancellationToken.None);
        await session.TakeSettlementTurnAsync();
        if (await session.LockAsync(order) is not { } row) return;

        var news = new List<VenueTrade>();
        foreach (var (trade, fee) in charged)
        {
            if (await AdvanceAsync(session, row, trade, fee)) news.Add(trade);
        }

        if (news.Count == 0) return;
        var next = await FollowAsync(session, row, news);
        await session.SaveAsync(next);
        var isConfirmed = news.Any(trade => trade.Status == SettlementStatus.Confirmed);
        if (isConfirmed) await session.SettleLotsAsync(row, clock.GetUtcNow());
        session.AnnounceOrders();
        session.AnnouncePositions();
        await session.CommitAsync();
        if (isConfirmed) readiness.Raise(tenant);
    }

    /// <summary>False for old news.</summary>
    private async Task<bool> AdvanceAsync(IOrderSession session, OrderRow row, VenueTrade trade, Usdc? fee)
    {
        var known = await session.SettlementOfAsync(row, trade.TradeId);
        switch (SettlementProgress.Of(known, trade.Status))
        {
            case SettlementProgress.Contradiction:
                Log.Contradiction(logger, row.Id, trade.TradeId, known!.Value, trade.Status);
                await session.AddEventAsync(row, "anomaly", clock.GetUtcNow(), ("trade", trade.TradeId), ("known", known?.ToText()), ("heard", trade.Status.ToText()));
                return false;
            case SettlementProgress.Ignore:
                return false;
        }

        var now = clock.GetUtcNow();
        await session.SaveFillAsync(row, trade, fee, now);
        await session.AddEventAsync(row, trade.Status.ToText(), now,
            ("trade", trade.TradeId), ("shares", trade.Shares.ToString()), ("price", trade.Price.ToString()), ("fee", fee?.ToString()), ("transaction", trade.Transaction?.Value));
        return true;
    }

    /// <summary>What the news means for the order itself.</summary>
    private async Task<OrderRow> FollowAsync(IOrderSession session, OrderRow row, List<VenueTrade> news)
    {
        var now = clock.GetUtcNow();
        var (standing, _) = await session.MatchedAsync(row);
        var failed = news.Where(trade => trade.Status == SettlementStatus.Failed).Aggregate(Shares.Zero, (sum, trade) => sum + trade.Shares);
        var matched = Shares.Max(standing, OrderProgress.Standing(row.MatchedShares, failed));
        var next = row;
        if (failed > Shares.Zero)
        {
            Log.SettlementFailed(logger, row.Id, failed);
            next = next.After(new OrderEvent.MatchVoided(matched > Shares.Zero), now) ?? next;
        }
        else if (OrderProgress.EventOf(row.Complete, standing) is { } change)
        {
            next = next.After(change, now) ?? next;
        }

        return next.Known(now) with { MatchedShares = matched };
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1407, Level = LogLevel.Error, Message = "Recording trades of order {VenueOrderId} broke; polling brings them again.")]
        public static partial void RecordingBroke(ILogger logger, VenueOrderId venueOrderId, Exception exception);

        [LoggerMessage(EventId = 1408, Level = LogLevel.Error, Message = "Trade {TradeId} of order {OrderId} was final as {Known}; the venue now says {Heard}.")]
        public static partial void Contradiction(ILogger logger, OrderId orderId, string tradeId, SettlementStatus known, SettlementStatus heard);

        [LoggerMessage(EventId = 1409, Level = LogLevel.Warning, Message = "The settlement of {Shares} shares of order {OrderId} failed; they are taken back and not bought again.")]
        public static partial void SettlementFailed(ILogger logger, OrderId orderId, Shares shares);
    }
}
