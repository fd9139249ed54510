namespace CopyTrade.Domain.Trading.Canary;

/// <summary>What asking for a canary led to.</summary>
public abstract record CanaryReceipt
{
    private CanaryReceipt()
    {
    }

    /// <param name="Id">The canary: the one asked for, or the one that is under way.</param>
    public sealed record Asked(Guid Id) : CanaryReceipt;

    /// <param name="Reason">One sentence that says what to do.</param>
    public sealed record Refused(string Reason) : CanaryReceipt;
}
