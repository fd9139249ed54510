namespace CopyTrade.Simulator.Engine;

/// <summary>What the streams want to hear. Called under the venue's lock; must not block.</summary>
internal interface IVenueEvents
{
    void OrderChanged(VenueOrder order, string change, string? status = null);

    void TradeChanged(VenueTrade trade);

    void LastTrade(VenueTrade trade);

    void Row(TradeRow row);

    void BooksChanged();
}
