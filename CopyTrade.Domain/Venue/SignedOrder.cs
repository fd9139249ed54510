namespace CopyTrade.Domain.Venue;

/// <summary>An order ready to send: the exact bytes and the id that the venue will give it.</summary>
/// <param name="OrderId">EIP-712 hash of the order.</param>
/// <param name="Body">The JSON body of the order (without owner and order type), stored and sent unchanged.</param>
public sealed record SignedOrder(VenueOrderId OrderId, ReadOnlyMemory<byte> Body);
