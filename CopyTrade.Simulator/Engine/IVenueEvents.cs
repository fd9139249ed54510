namespace CopyTrade.Simulator.Engine;

/// <summary>What the streams want to hear. Called under the venue's lock; must not block.</summary>
internal interface IVenueEvents
{
<<<<<<< HEAD
    void OrderChanged(VenueOrder order, string change, string? status = null);

    void TradeChanged(VenueTrade trade);

    void LastTrade(VenueTrade trade);
=======
    void OrderChanged(BookOrder order, string change, string? status = null);

    void TradeChanged(MatchedTrade trade);

    void LastTrade(MatchedTrade trade);
>>>>>>> main

    void Row(TradeRow row);

    void BooksChanged();
}
