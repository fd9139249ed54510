using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Web.Features.Trading;

/// <summary>A line of the list that stays the same object while its order moves on, so that an opened row stays open.</summary>
public sealed class OrderEntry(OrderLine line, OrderCause? cause, string whose)
{
    public OrderId Id => Line.Order.Id;

    public OrderLine Line { get; private set; } = line;

    /// <summary>The trade that it answers; null for orders by hand or by signal.</summary>
    public OrderCause? Cause { get; private set; } = cause;

    /// <summary>The target's name, or words for who asked.</summary>
    public string Whose { get; private set; } = whose;

    public bool IsOpen { get; set; }

    public Part<OrderDossier> Dossier { get; } = new("the order");

    public OrderClocks Clocks => OrderClocks.Of(Line, Cause);

    /// <summary>Says whether anything is new.</summary>
    public bool Renew(OrderEntry next)
    {
        var moved = Line != next.Line;
        (Line, Cause, Whose) = (next.Line, next.Cause, next.Whose);
        return moved;
    }
}
