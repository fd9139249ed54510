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

    /// <summary>Only the rules for orders are told, and only to whoever sells.</summary>
    public bool TellsRulesOnly { get; set; }

    public Task<Market?> FindAsync(ConditionId condition, TokenId token, CancellationToken ct) => TellsRulesOnly ? throw new VenueUnavailableException("down") : Task.FromResult(Of(condition, token));

    public Task<Market?> FindToSellAsync(ConditionId condition, TokenId token, CancellationToken ct) => Task.FromResult(Of(condition, token) is { } market ? market with { RulesOnly = TellsRulesOnly } : null);

    public void Forget(TokenId token) => Special.TryRemove(token, out _);

    private Market? Of(ConditionId condition, TokenId token) => IsDown
        ? throw new VenueUnavailableException("down")
        : Special.TryGetValue(token, out var market) ? market : new Market(
            condition, token, null, "Will it rain?", "Yes", TickSize.Cent, Shares.Of(5m), Usdc.Of(1m), false, 0m, 1, null, true, false, MirrorInputBuilder.Now);
}
