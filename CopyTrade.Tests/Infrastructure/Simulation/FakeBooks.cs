using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Builders;

namespace CopyTrade.Tests.Infrastructure.Simulation;

/// <summary>One market whose book a test writes; without one the venue does not answer.</summary>
internal sealed class FakeBooks : IOrderBooks, IMarketCatalog
{
    public static readonly TokenId Token = TokenId.Parse("424242");

    public OrderBook? Book { get; private set; }

    public void Show((decimal Price, decimal Size)[] asks, (decimal Price, decimal Size)[] bids, DateTimeOffset? readAt = null) => Book = new(
        Token, [.. bids.Select(level => new BookLevel(Price.Of(level.Price), Shares.Of(level.Size)))], [.. asks.Select(level => new BookLevel(Price.Of(level.Price), Shares.Of(level.Size)))],
        readAt ?? OrderIntentBuilder.Now);

    public Task<OrderBook?> FindAsync(TokenId token, CancellationToken ct) => Book is null ? throw new VenueUnavailableException("no answer") : Task.FromResult<OrderBook?>(Book);

    public Task<Market?> FindAsync(ConditionId condition, TokenId token, CancellationToken ct) => Task.FromResult<Market?>(new(
        condition, token, null, "Rowers vs Punters", "Rowers", TickSize.Cent, Shares.Of(5m), Usdc.Of(1m), false, 0.04m, 1, null, true, false, OrderIntentBuilder.Now));

    public void Forget(TokenId token)
    {
    }
}
