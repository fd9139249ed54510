using CopyTrade.Domain.Signals;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Signals;

/// <summary>One transaction in which one intent is decided. While it is open no other intent of the profile is: two must not share one holding or one budget. Disposed without <see cref="CommitAsync"/> it leaves nothing behind.</summary>
public interface ISignalSession : IAsyncDisposable
{
    /// <summary>Our own situation: tracked lots, balance, the profile's budget, what waits to be added.</summary>
    /// <param name="intent">The intent.</param>
    /// <param name="token">The outcome token; null when the market is not known.</param>
    /// <param name="now">The end of the budget's window.</param>
    Task<SignalSnapshot> ReadAsync(SignalIntent intent, TokenId? token, DateTimeOffset now);

    /// <summary>Writes the decision, and with it the pending order that it asks for; answers the order.</summary>
    Task<OrderId?> RecordAsync(SignalIntent? intent, SignalDecision decision, DateTimeOffset now, CancellationToken ct);

    /// <summary>Makes all of it last.</summary>
    Task CommitAsync();
}
