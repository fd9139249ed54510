using CopyTrade.Domain.Simulation;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Simulation;

/// <summary>An order at the moment when it reaches the book.</summary>
/// <param name="Id">Its hash.</param>
/// <param name="Order">What it asks.</param>
/// <param name="Market">Rules of its market.</param>
/// <param name="Book">The book as read after the delay; null when it could not be read.</param>
/// <param name="Latency">The delay.</param>
internal sealed record PaperArrival(VenueOrderId Id, PaperOrder Order, Market Market, OrderBook? Book, TimeSpan Latency);
