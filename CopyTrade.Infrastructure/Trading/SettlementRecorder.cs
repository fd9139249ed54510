using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Trading;

/// <summary>
/// Records matches of our orders and their way to finality. Saying the same twice, late or out of order changes nothing.
/// Lots move on CONFIRMED only; a FAILED match is taken back and nothing is bought again.
/// </summary>
public sealed partial class SettlementRecorder(TenantScopes scopes, OwnFees fees, ReadinessRequests readiness, TimeProvider clock, ILogger<SettlementRecorder> logger)
{
    /// <summary>Trades of orders that are not in the ledger are none of ours. One order that cannot be recorded does not keep the others waiting.</summary>
    public async Task RecordAsync(TenantRef tenant, IReadOnlyList<VenueTrade> trades)
    {
        foreach (var ofOrder in trades.Where(trade => trade.Shares > Shares.Zero).GroupBy(trade => trade.OrderId))
        {
            try
            {
                await RecordAsync(tenant, ofOrder.Key, [.. ofOrder]);
            }
            catch (Exception e)
            {
                Log.RecordingBroke(logger, ofOrder.Key, e);
            }
        }
    }

    private async Task RecordAsync(TenantRef tenant, VenueOrderId order, IReadOnlyList<VenueTrade> trades)
    {
        var charged = new List<(VenueTrade Trade, Usdc? Fee)>();
        foreach (var trade in trades) charged.Add((trade, await fees.OfAsync(trade, CancellationToken.None)));

        await using var scope = await scopes.OpenManyAsync([tenant], CancellationToken.None);
        await OrderRows.TakeSettlementTurnAsync(scope, tenant);
        if (await OrderRows.LockAsync(scope, order) is not { } row) return;

        var news = new List<VenueTrade>();
        foreach (var (trade, fee) in charged)
        {
            if (await AdvanceAsync(scope, row, trade, fee)) news.Add(trade);
        }

        if (news.Count == 0) return;
        var next = await FollowAsync(scope, row, news);
        await OrderRows.SaveAsync(scope, next);
        var isConfirmed = news.Any(trade => trade.Status == SettlementStatus.Confirmed);
        if (isConfirmed) await LotRows.SettleAsync(scope, row, clock.GetUtcNow(), logger);
        await OrderRows.AnnounceAsync(scope, next);
        await scope.NotifyAsync(ChangeKind.Positions, tenant.Tenant);
        await scope.CommitAsync();
        if (isConfirmed) readiness.Raise(tenant);
    }

    /// <summary>False for old news.</summary>
    private async Task<bool> AdvanceAsync(TenantScope scope, OrderRow row, VenueTrade trade, Usdc? fee)
    {
        var known = await scope.QuerySingleOrDefaultAsync<string>(
            "select settlement from order_fill where billing_account_id = @BillingAccountId and order_id = @Id and venue_trade_id = @TradeId", new { row.BillingAccountId, row.Id, trade.TradeId });
        switch (SettlementProgress.Of(known is null ? null : EnumText.Parse<SettlementStatus>(known), trade.Status))
        {
            case SettlementProgress.Contradiction:
                Log.Contradiction(logger, row.Id, trade.TradeId, known!, trade.Status);
                await OrderRows.AddEventAsync(scope, row, "anomaly", clock.GetUtcNow(), ("trade", trade.TradeId), ("known", known), ("heard", trade.Status.ToText()));
                return false;
            case SettlementProgress.Ignore:
                return false;
        }

        var now = clock.GetUtcNow();
        await scope.ExecuteAsync("""
            insert into order_fill (id, billing_account_id, order_id, venue_trade_id, shares, price, fee, is_taker, settlement, transaction_hash, matched_at, settled_at, updated_at)
            values (@FillId, @BillingAccountId, @Id, @TradeId, @Shares, @Price, @fee, @IsTaker, @Settlement, @Transaction, @MatchedAt, @SettledAt, @now)
            on conflict (billing_account_id, order_id, venue_trade_id) do update
               set settlement = excluded.settlement, fee = coalesce(excluded.fee, order_fill.fee), transaction_hash = coalesce(excluded.transaction_hash, order_fill.transaction_hash),
                   settled_at = excluded.settled_at, updated_at = excluded.updated_at
            """, new
        {
            FillId = Guid.CreateVersion7(now), row.BillingAccountId, row.Id, trade.TradeId, trade.Shares, trade.Price, fee = fee?.Amount, trade.IsTaker, Settlement = trade.Status.ToText(),
            Transaction = trade.Transaction?.Value, trade.MatchedAt, SettledAt = trade.Status >= SettlementStatus.Confirmed ? now.UtcDateTime : (DateTime?)null, now,
        });
        await OrderRows.AddEventAsync(scope, row, trade.Status.ToText(), now,
            ("trade", trade.TradeId), ("shares", trade.Shares.ToString()), ("price", trade.Price.ToString()), ("fee", fee?.ToString()), ("transaction", trade.Transaction?.Value));
        return true;
    }

    /// <summary>What the news means for the order itself.</summary>
    private async Task<OrderRow> FollowAsync(TenantScope scope, OrderRow row, List<VenueTrade> news)
    {
        var now = clock.GetUtcNow();
        var standing = await scope.QuerySingleAsync<Shares>("select coalesce(sum(shares), 0) from order_fill where order_id = @Id and settlement <> 'failed'", new { row.Id });
        var failed = news.Where(trade => trade.Status == SettlementStatus.Failed).Aggregate(Shares.Zero, (sum, trade) => sum + trade.Shares);
        var matched = Shares.Max(standing, OrderProgress.Standing(row.MatchedShares, failed));
        var next = row;
        if (failed > Shares.Zero)
        {
            Log.SettlementFailed(logger, row.Id, failed);
            next = next.After(new OrderEvent.MatchVoided(matched > Shares.Zero), now) ?? next;
        }
        else if (OrderProgress.EventOf(row.Shares, standing) is { } change)
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
        public static partial void Contradiction(ILogger logger, OrderId orderId, string tradeId, string known, SettlementStatus heard);

        [LoggerMessage(EventId = 1409, Level = LogLevel.Warning, Message = "The settlement of {Shares} shares of order {OrderId} failed; they are taken back and not bought again.")]
        public static partial void SettlementFailed(ILogger logger, OrderId orderId, Shares shares);
    }
}
