using CopyTrade.Domain.Venue;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Signing;

namespace CopyTrade.Simulator.Keeping;

/// <summary>Puts a picture back into a world that has its markets, makers and leaders and nothing else yet. Called under the venue's lock.</summary>
internal sealed class WorldReader(VenueState state, SavedWorld saved)
{
    private const long NumbersLeftOut = 1_000_000;
    private const int FewestOpenMarkets = 4;
    private readonly Dictionary<string, BookOrder> _orders = [];

    /// <returns>Trades that were on their way, and customers' orders that rest.</returns>
    public (IReadOnlyList<MatchedTrade> Unsettled, IReadOnlyList<BookOrder> Resting) Restore()
    {
        // After a kill the file is a moment old: numbers given meanwhile must not be given twice.
        state.Ids.Numbered = saved.Numbered + NumbersLeftOut;
        RestoreMarkets();

        foreach (var account in saved.Accounts)
        {
            Restore(account, saved.Transactions is null);
        }

        foreach (var key in saved.Keys)
        {
            state.ApiKeys[key.Key] = new(key.Key, key.Secret, key.Passphrase, key.Address, key.Nonce);
        }

        foreach (var sent in saved.Transactions ?? [])
        {
            state.ChainTransactions[sent.Hash] = new(sent.Hash, sent.From, sent.To, sent.Nonce, sent.Block) { Succeeded = sent.Succeeded };
        }

        foreach (var order in saved.Orders)
        {
            Restore(order);
        }

        var trades = saved.Trades.Select(Restore).OfType<MatchedTrade>().ToList();
        trades.ForEach(state.Remember);
        foreach (var row in saved.Rows)
        {
            Restore(row);
        }

        return ([.. trades.Where(t => t.Status is "MATCHED" or "MINED")], [.. _orders.Values.Where(o => o is { Owner.Length: > 0, Status: "LIVE" })]);
    }

    // Markets end like elsewhere; when hardly any is left, they open again with new dates, or there would be no demo.
    private void RestoreMarkets()
    {
        var isWorn = saved.Markets.Count(m => !m.IsClosed && m.EndDate > state.Now) < FewestOpenMarkets;
        foreach (var market in saved.Markets)
        {
            if (state.Markets.ByCondition(market.Condition) is not { } listed || (isWorn && (market.IsClosed || market.EndDate <= state.Now)))
            {
                continue;
            }

            (listed.Fair, listed.Volume, listed.IsClosed) = (market.Fair, market.Volume, market.IsClosed);
            (listed.StartDate, listed.EndDate) = (market.StartDate, market.EndDate);
        }
    }

    private void Restore(SavedAccount saved, bool isOlderThanAdapters)
    {
        var account = state.AccountOf(saved.Address);
        (account.Owner, account.Name, account.Pseudonym, account.Usdc, account.Volume) = (saved.Owner, saved.Name, saved.Pseudonym, saved.Usdc, saved.Volume);
        (account.Bridged, account.MayWrap) = (saved.Bridged, saved.MayWrap);
        account.CollateralSpenders.UnionWith(saved.CollateralSpenders);
        account.TokenOperators.UnionWith(saved.TokenOperators);
        if (isOlderThanAdapters && Contracts.Spenders.All(account.TokenOperators.Contains))
        {
            account.TokenOperators.UnionWith(Contracts.Adapters);
        }

        foreach (var held in saved.Holdings)
        {
            account.Holdings[held.Token] = new() { Shares = held.Shares, AverageEntryPrice = held.AverageEntryPrice, TotalBought = held.TotalBought, RealizedPnl = held.RealizedPnl };
        }
    }

    private void Restore(SavedOrder saved)
    {
        if (state.Markets.ByToken(saved.Token) is not var (market, outcome))
        {
            return;
        }

        var order = new BookOrder
        {
            Id = saved.Id,
            Account = state.AccountOf(saved.Account),
            Owner = saved.Owner,
            Market = market,
            OutcomeIndex = outcome,
            Side = saved.IsBuy ? OrderSide.Buy : OrderSide.Sell,
            Price = saved.Price,
            Size = saved.Size,
            Budget = saved.Budget,
            Type = Enum.Parse<TimeInForce>(saved.Type),
            Expiration = saved.Expiration,
            CreatedAt = saved.CreatedAt,
            Matched = saved.Matched,
            Spent = saved.Spent,
            Status = saved.Status,
        };
        order.TradeIds.AddRange(saved.TradeIds);
        _orders[order.Id] = order;
        if (order.Owner.Length > 0)
        {
            state.Orders[order.Id] = order;
        }
    }

    private MatchedTrade? Restore(SavedTrade saved) => _orders.TryGetValue(saved.Taker, out var taker) && saved.Makers.All(m => _orders.ContainsKey(m.Order))
        ? new()
        {
            Id = saved.Id,
            Taker = taker,
            Price = saved.Price,
            Size = saved.Size,
            Fee = saved.Fee,
            Makers = [.. saved.Makers.Select(m => new MakerFill(_orders[m.Order], m.Size, m.Fee))],
            MatchedAt = saved.MatchedAt,
            TransactionHash = saved.TransactionHash,
            UpdatedAt = saved.UpdatedAt,
            Status = saved.Status,
        }
        : null;

    private void Restore(SavedRow saved)
    {
        if (state.Markets.ByToken(saved.Token) is var (market, outcome))
        {
            state.Rows.Add(new()
            {
                Account = state.AccountOf(saved.Account),
                Side = saved.Side,
                Market = market,
                OutcomeIndex = outcome,
                Size = saved.Size,
                Price = saved.Price,
                Cash = saved.Cash,
                Timestamp = saved.Timestamp,
                TransactionHash = saved.TransactionHash,
                IsTaker = saved.IsTaker,
                VisibleAt = saved.VisibleAt,
                TradeId = saved.TradeId,
            });
        }
    }
}
