using CopyTrade.Domain.Venue;
using CopyTrade.Simulator.Engine;

namespace CopyTrade.Simulator.Keeping;

/// <summary>Takes a picture of the world. Called under the venue's lock.</summary>
internal static class WorldWriter
{
    private const int MostRows = 2_000;
    private const int MostFinished = 20_000;

    public static SavedWorld Picture(VenueState state)
    {
        // Everybody's trades that are still on their way move money; finished ones are kept for the customers who took part.
        MatchedTrade[] trades = [.. state.Trades.Values.Where(IsKept).TakeLast(MostFinished)];
        var orders = state.Orders.Values.Where(o => o.Owner.Length > 0).TakeLast(MostFinished)
            .Concat(trades.Select(t => t.Taker)).Concat(trades.SelectMany(t => t.Makers).Select(m => m.Order)).DistinctBy(o => o.Id);
        return new()
        {
            Version = SavedWorld.CurrentVersion,
            Seed = state.Options.Seed,
            Began = state.Began,
            Numbered = state.Ids.Numbered,
            Markets = [.. state.Markets.All.Select(m => new SavedMarket(m.ConditionId, m.Fair, m.Volume, m.IsClosed, m.StartDate, m.EndDate))],
            Accounts = [.. state.Accounts.Values.Select(Of)],
            Keys = [.. state.ApiKeys.Values.Select(k => new SavedKey(k.Key, k.Secret, k.Passphrase, k.Address, k.Nonce))],
            Orders = [.. orders.Select(Of)],
            Trades = [.. trades.Select(Of)],
            Transactions = [.. state.ChainTransactions.Values.Select(t => new SavedTransaction(t.Hash, t.From, t.To, t.Nonce, t.Block, t.Succeeded))],
            Rows = [.. state.Rows.NewestFirst().Take(MostRows).Reverse().Select(Of)],
        };
    }

    private static bool IsKept(MatchedTrade trade) => trade.IsCustomers || trade.Status is "MATCHED" or "MINED";

    private static SavedAccount Of(Account account) => new(
        account.Address, account.Owner, account.Name, account.Pseudonym, account.Usdc, account.Volume, [.. account.CollateralSpenders], [.. account.TokenOperators],
        [.. account.Holdings.Select(h => new SavedHolding(h.Key, h.Value.Shares, h.Value.AverageEntryPrice, h.Value.TotalBought, h.Value.RealizedPnl))],
        account.Bridged, account.MayWrap);

    private static SavedOrder Of(BookOrder order) => new(
        order.Id, order.Account.Address, order.Owner, order.Token, order.Side == OrderSide.Buy, order.Price, order.Size, order.Budget, order.Type.ToString(), order.Expiration, order.CreatedAt,
        order.Matched, order.Spent, order.Status, [.. order.TradeIds]);

    private static SavedTrade Of(MatchedTrade trade) => new(
        trade.Id, trade.Taker.Id, trade.Price, trade.Size, trade.Fee, [.. trade.Makers.Select(m => new SavedMakerFill(m.Order.Id, m.Size, m.Fee))],
        trade.MatchedAt, trade.TransactionHash, trade.UpdatedAt, trade.Status);

    private static SavedRow Of(TradeRow row) => new(
        row.Account.Address, row.Side, row.Token, row.Size, row.Price, row.Cash, row.Timestamp, row.TransactionHash, row.IsTaker, row.VisibleAt, row.TradeId);
}
