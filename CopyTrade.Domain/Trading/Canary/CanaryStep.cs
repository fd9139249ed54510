namespace CopyTrade.Domain.Trading.Canary;

/// <summary>What a canary does next.</summary>
public abstract record CanaryStep
{
    private CanaryStep()
    {
    }

    /// <param name="Order">To be written to the ledger, then placed.</param>
    public sealed record Place(OrderIntent Order) : CanaryStep;

    public sealed record Wait : CanaryStep;

    /// <param name="Problem">One sentence; null when it bought and sold.</param>
    public sealed record End(string? Problem) : CanaryStep;
}
