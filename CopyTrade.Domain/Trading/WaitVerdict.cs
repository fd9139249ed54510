using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Trading;

/// <summary>What becomes of an order that waits.</summary>
public abstract record WaitVerdict
{
    private WaitVerdict()
    {
    }

    /// <summary>It may be placed as it is.</summary>
    public sealed record Go : WaitVerdict;

    /// <summary>It waits on.</summary>
    public sealed record Wait : WaitVerdict;

    /// <summary>It may be placed, but smaller.</summary>
    /// <param name="To">Quantity, above zero, at most two decimals.</param>
    /// <param name="Reason">Why, for people.</param>
    public sealed record Reduce(Shares To, string Reason) : WaitVerdict;

    /// <summary>It has become pointless.</summary>
    /// <param name="Reason">Why, for people.</param>
    public sealed record Drop(string Reason) : WaitVerdict;
}
