using System.Collections.Concurrent;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Builders;

namespace CopyTrade.Tests.Infrastructure.Mirroring;

/// <summary>Every token is a market of its own with five shares at least, unless the venue is down.</summary>
internal sealed class FixedMarkets : IMarketCatalog
{
    public bool IsDown { get; set; }

    public ConcurrentDictionary<TokenId, Market?> Special { get; } = new();

    public Task<Market?> FindAsync(ConditionId condition, TokenId token, CancellationToken ct) => IsDown
        ? throw new VenueUnavailableException("down")
        : Task.FromResult(Special.TryGetValue(token, out var market) ? market : new Market(
            condition, token, null, "Will it rain?", "Yes", TickSize.Cent, Shares.Of(5m), Usdc.Of(1m), false, 0m, 1, null, true, false, MirrorInputBuilder.Now));

    public void Forget(TokenId token) => Special.TryRemove(token, out _);
}
