using CopyTrade.Domain.Money;

namespace CopyTrade.Web.Features.Trading;

/// <summary>Sums over positions. What is not known is in no sum and is counted instead.</summary>
/// <param name="Open">Positions with confirmed shares.</param>
/// <param name="Unknown">Of these, how many have no known value.</param>
/// <param name="Value">If sold now, over the known ones.</param>
/// <param name="OpenResult">Value less cost, over the known ones.</param>
/// <param name="Settling">Positions with shares on the way.</param>
/// <param name="Incoming">What incoming shares would bring, over the known ones.</param>
/// <param name="IncomingUnknown">Incoming positions without a known value.</param>
/// <param name="Arriving">Positions with shares that were bought and are not final.</param>
/// <param name="Leaving">Positions with shares that were sold and are not final: they count at work until then.</param>
public sealed record PositionTotals(int Open, int Unknown, Usdc Value, Usdc OpenResult, int Settling, Usdc Incoming, int IncomingUnknown, int Arriving, int Leaving)
{
    /// <summary>Something is held and nothing of it has a known value: the sums are not known, which is not zero.</summary>
    public bool IsUnknown => Open > 0 && Unknown == Open;

    public static PositionTotals Of(IReadOnlyList<ValuedPosition> positions)
    {
        var open = positions.Where(p => p.IsOpen).ToList();
        return new(
            open.Count,
            open.Count(p => p.Value is null),
            open.Aggregate(Usdc.Zero, (sum, p) => sum + (p.Value ?? Usdc.Zero)),
            open.Aggregate(Usdc.Zero, (sum, p) => sum + (p.OpenResult ?? Usdc.Zero)),
            positions.Count(p => p.IsSettling),
            positions.Aggregate(Usdc.Zero, (sum, p) => sum + (p.IncomingValue ?? Usdc.Zero)),
            positions.Count(p => p.Row.Incoming > Shares.Zero && p.IncomingValue is null),
            positions.Count(p => p.Row.Incoming > Shares.Zero),
            positions.Count(p => p.Row.Outgoing > Shares.Zero));
    }
}
