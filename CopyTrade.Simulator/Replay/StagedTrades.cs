using CopyTrade.Domain.Venue;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Streams;
using CopyTrade.Simulator.World;

namespace CopyTrade.Simulator.Replay;

/// <summary>A trade of someone as told (a recording, a test): rows, prints and stream messages without the book, and liquidity beside it afterwards.</summary>
internal sealed class StagedTrades(VenueState state, QuoteMaker makers, VenueStreams streams)
{
    public IReadOnlyList<TradeRow> Play(StagedTrade trade)
    {
        var rows = trade.Legs.Select((leg, i) => new TradeRow
        {
            Account = trade.Account,
            Side = Wire.Word(trade.Side),
            Market = trade.Market,
            OutcomeIndex = trade.Outcome,
            Size = leg.Size,
            Price = leg.Price,
            Cash = leg.Size * leg.Price,
            Timestamp = trade.Timestamp ?? state.Now.ToUnixTimeSeconds(),
            TransactionHash = trade.TransactionHashes[Math.Min(i, trade.TransactionHashes.Count - 1)],
            IsTaker = true,
            VisibleAt = state.Now + (trade.DataLag ?? state.Options.DataLag),
        }).SelectMany(row => Enumerable.Repeat(row, trade.Repeat)).ToArray();
        var stored = rows.Select(state.Rows.Add).ToArray();
        foreach (var row in stored)
        {
            if (!trade.IsSilent)
            {
                streams.Activity.Row(row);
            }

            streams.Market.LastTrade(trade.Market, row.Token, row.Price, row.Size, row.Side, row.TransactionHash);
        }

        Book(trade);
        return stored;
    }

    private void Book(StagedTrade trade)
    {
        var holding = trade.Account.HoldingOf(trade.Market.Tokens[trade.Outcome]);
        foreach (var (size, price) in trade.Legs)
        {
            trade.Account.Volume += size * price;
            trade.Market.Volume += size * price;
            if (trade.Side == OrderSide.Buy)
            {
                holding.Add(size, price);
            }
            else
            {
                holding.Remove(Math.Min(size, Math.Max(holding.Shares, 0m)), price);
            }
        }

        var last = trade.Legs[^1];
        var book = trade.Market.Books[trade.Outcome];
        (book.LastPrice, book.LastSide) = (last.Price, trade.Side);
        makers.QuoteAround(trade.Market, trade.Outcome, trade.Side, last.Price, trade.Legs.Sum(l => l.Size));
        streams.BooksChanged();
    }
}

internal sealed record StagedTrade(
    Account Account, ListedMarket Market, int Outcome, OrderSide Side, IReadOnlyList<(decimal Size, decimal Price)> Legs, IReadOnlyList<string> TransactionHashes,
    TimeSpan? DataLag = null, int Repeat = 1, long? Timestamp = null, bool IsSilent = false);
