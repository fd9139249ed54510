namespace CopyTrade.Domain.Research.Copies;

/// <summary>Where the price of a purchase that was never made comes from.</summary>
public enum EntryBasis
{
    /// <summary>The best ask that was stored with the decision, no more than was offered within five cents of it.</summary>
    Book,

    /// <summary>No book was stored: their own price, which nobody but they may have got.</summary>
    TheirPrice,
}
