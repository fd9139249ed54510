namespace CopyTrade.Infrastructure.Trading.Settlement;

/// <param name="Asked">Orders asked about.</param>
/// <param name="Lost">Closed, because the venue has not known them for too long.</param>
/// <param name="Silent">Without a usable answer.</param>
public sealed record ReconcileResult(int Asked, int Lost, int Silent);
