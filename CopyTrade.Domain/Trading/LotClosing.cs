using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Trading;

/// <summary>How a confirmed sell closed lots.</summary>
/// <param name="Slices">One for each lot touched, oldest first.</param>
/// <param name="Oversold">Shares sold that no lot of this book held; zero as a rule.</param>
/// <param name="OversoldProceeds">What those brought.</param>
public sealed record LotClosing(IReadOnlyList<LotClosing.Slice> Slices, Shares Oversold, Usdc OversoldProceeds)
{
    /// <summary>The part of a lot that a sell closed.</summary>
    /// <param name="Lot">The lot.</param>
    /// <param name="Shares">Quantity, above zero.</param>
    /// <param name="Cost">The closed share of the lot's cost.</param>
    /// <param name="Proceeds">What it brought, fee taken off.</param>
    public sealed record Slice(Guid Lot, Shares Shares, Usdc Cost, Usdc Proceeds);
}
