namespace CopyTrade.Domain.Trading;

/// <summary>Everything about one order.</summary>
/// <param name="Line">The order with its axes of state.</param>
/// <param name="Events">What happened to it, oldest first.</param>
/// <param name="Fills">Its matches, oldest first.</param>
public sealed record OrderDossier(OrderLine Line, IReadOnlyList<OrderHistoryEntry> Events, IReadOnlyList<OrderFillDetail> Fills);
