namespace CopyTrade.Domain.Observation;

/// <summary>What a sighting changes in the store.</summary>
public abstract record FillChange
{
    private FillChange()
    {
    }

    /// <summary>Everything in it is known.</summary>
    public sealed record Nothing : FillChange;

    /// <summary>A fill that nobody decided yet has more rows than thought.</summary>
    /// <param name="Id">The stored fill.</param>
    /// <param name="Legs">All its rows.</param>
    public sealed record Grow(FillId Id, FillLegs Legs) : FillChange;

    /// <summary>A new fill, or rows that came too late for a decided one.</summary>
    /// <param name="Id">Id to store under.</param>
    /// <param name="Legs">Its rows.</param>
    public sealed record Add(FillId Id, FillLegs Legs) : FillChange;
}
