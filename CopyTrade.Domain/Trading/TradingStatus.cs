namespace CopyTrade.Domain.Trading;

/// <summary>Where a tenant's trading stands.</summary>
/// <param name="Halts">Pauses and halts that hold now, the platform's included.</param>
/// <param name="Usage">What the caps have seen.</param>
/// <param name="RestingOrders">Orders open or partly matched at the venue.</param>
/// <param name="UnsettledFills">Matches that are not final.</param>
/// <param name="UnknownOrders">Orders whose outcome is not known.</param>
/// <param name="OpenPositions">Positions with confirmed shares.</param>
public sealed record TradingStatus(IReadOnlyList<Halt> Halts, SpendUsage Usage, int RestingOrders, int UnsettledFills, int UnknownOrders, int OpenPositions)
{
    /// <summary>Pauses and halts of single books and markets; not among <see cref="Halts"/>.</summary>
    public IReadOnlyList<Halt> NarrowHalts { get; init; } = [];

    /// <summary>Orders that wait for shares to become final or for a predecessor to end.</summary>
    public int WaitingOrders { get; init; }
}
