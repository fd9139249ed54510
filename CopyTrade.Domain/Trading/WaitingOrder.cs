using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Trading;

/// <summary>When an order that waits may go, and how much of it is left. Pure.</summary>
public static class WaitingOrder
{
    private const int ShareDecimals = 2;

    /// <summary>A sale waits for the shares it sells: matched is not held, and what another order sells is not free (R0.30).</summary>
    /// <param name="wanted">Quantity of the sale.</param>
    /// <param name="free">Confirmed shares of the same book that no earlier sale takes; negative when earlier sales take more than there is.</param>
    /// <param name="coming">Shares of the same book that are bought and not final, or that may have been bought.</param>
    /// <param name="isPatienceOver">Whether it waited as long as an exit may.</param>
    /// <param name="othersSell">Whether another sale that comes before it takes shares of the book.</param>
    public static WaitVerdict OfSale(Shares wanted, decimal free, decimal coming, bool isPatienceOver, bool othersSell = false)
    {
        if (free >= wanted.Quantity) return new WaitVerdict.Go();
        if (coming > 0m && !isPatienceOver) return new WaitVerdict.Wait();
        var rest = Shares.RoundDown(Math.Max(0m, free), ShareDecimals);
        if (rest > Shares.Zero) return new WaitVerdict.Reduce(rest, $"of {wanted} shares {rest} are there to be sold{(othersSell ? ": another sale was first" : "")}");
        if (othersSell) return new WaitVerdict.Drop("another sale of the same shares was first");
        return new WaitVerdict.Drop(coming > 0m ? "the shares it sells did not become final in time" : "the shares it sells were never bought");
    }

    /// <summary>A successor waits for its predecessor's end and never adds to what that one bought.</summary>
    /// <param name="wanted">Quantity of the successor.</param>
    /// <param name="predecessor">State of the order it replaces.</param>
    /// <param name="bought">What the predecessor matched.</param>
    public static WaitVerdict OfSuccessor(Shares wanted, OrderStatus predecessor, Shares bought)
    {
        if (predecessor == OrderStatus.Filled) return new WaitVerdict.Drop("the order it replaces was filled meanwhile");
        if (!predecessor.IsFinal()) return new WaitVerdict.Wait();
        if (bought == Shares.Zero) return new WaitVerdict.Go();
        var rest = bought >= wanted ? Shares.Zero : Shares.RoundDown((wanted - bought).Quantity, ShareDecimals);
        return rest > Shares.Zero
            ? new WaitVerdict.Reduce(rest, $"the order it replaces had bought {bought} of {wanted} shares")
            : new WaitVerdict.Drop("the order it replaces was filled meanwhile");
    }
}
