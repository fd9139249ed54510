using CopyTrade.Domain.Trading;

namespace CopyTrade.Domain.Signals;

/// <summary>An accepted intent for a list.</summary>
/// <param name="Id">Row id.</param>
/// <param name="Profile">Name of the profile.</param>
/// <param name="Intent">The intent.</param>
/// <param name="Channel">How it came.</param>
/// <param name="ReceivedAt">When it was accepted.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Code">Why nothing was ordered; null otherwise.</param>
/// <param name="Reason">The same as a sentence.</param>
/// <param name="Trace">The values that decided; null while queued.</param>
/// <param name="Attempts">Tries that the venue did not answer (R1.14).</param>
/// <param name="Order">Its order; null when there is none.</param>
/// <param name="OrderStatus">Where the order stands.</param>
/// <param name="OrderFailure">Why the order was denied or refused, as a sentence.</param>
/// <param name="IsConfirmed">Whether any of it is final on chain.</param>
public sealed record SignalRow(
    Guid Id,
    string Profile,
    SignalIntent Intent,
    SignalChannel Channel,
    DateTimeOffset ReceivedAt,
    SignalStatus Status,
    SignalReject? Code,
    string? Reason,
    SignalTrace? Trace,
    int Attempts,
    OrderId? Order,
    OrderStatus? OrderStatus,
    string? OrderFailure,
    bool IsConfirmed);
