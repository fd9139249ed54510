namespace CopyTrade.Simulator.Engine;

/// <summary>What the streams want to hear. Called under the venue's lock; must not block.</summary>
internal interface IVenueEvents
{
    void OrderChanged(BookOrder order, string change, string? status = null);

    void TradeChanged(MatchedTrade trade);

    void LastTrade(MatchedTrade trade);

    void Row(TradeRow row);

    void BooksChanged();
}
