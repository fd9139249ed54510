namespace CopyTrade.Domain.Venue;

/// <summary>What stands behind the venue's wire.</summary>
public enum VenueMode
{
    /// <summary>The simulator: made-up or recorded markets, made-up money.</summary>
    Demo,

    /// <summary>Live market data, simulated fills, no key.</summary>
    Paper,

    /// <summary>Polymarket itself, real money.</summary>
    Live,
}
