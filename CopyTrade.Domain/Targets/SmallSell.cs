namespace CopyTrade.Domain.Targets;

/// <summary>What to do when the part to be sold is under the market's minimum.</summary>
public enum SmallSell
{
    /// <summary>Keep it and say so; a later sale takes it along.</summary>
    Keep,

    /// <summary>Sell all that we hold through the target.</summary>
    SellAll,
}
