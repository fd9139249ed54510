using System.Text.Json;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>What is known of the followed wallets of a batch: their holdings before each fill, their statistics, and where gap policies count from.</summary>
internal sealed class TargetFacts
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, TargetHolding>> _before = [];
    private readonly Dictionary<WalletAddress, PositionStatistic> _statistics = [];
    private readonly Dictionary<(TenantId, TargetKey, string Condition), IReadOnlyDictionary<string, decimal>> _baselines = [];

    /// <summary>Takes <c>[{"t": token, "s": shares, "c": cost or null}]</c>.</summary>
    public void AddBefore(string fill, string json)
    {
        using var document = JsonDocument.Parse(json);
        _before[fill] = document.RootElement.EnumerateArray().ToDictionary(
            row => row.GetProperty("t").GetString() ?? "",
            row => new TargetHolding(
                Shares.RoundDown(row.GetProperty("s").GetDecimal()),
                row.TryGetProperty("c", out var cost) && cost.ValueKind == JsonValueKind.Number ? Usdc.RoundDown(cost.GetDecimal()) : null));
    }

    public void AddStatistic(WalletAddress wallet, PositionStatistic statistic) => _statistics[wallet] = statistic;

    public void AddBaseline(TenantId tenant, TargetKey target, string condition, string json) =>
        _baselines[(tenant, target, condition)] = JsonSerializer.Deserialize<Dictionary<string, decimal>>(json) ?? [];

    public TargetContext ContextFor(Follower follower, ObservedFill fill, TokenId? opposite)
    {
        var statistic = _statistics.GetValueOrDefault(fill.Wallet);
        if (!_before.TryGetValue(fill.Id.Value, out var held)) return new(null, Statistic: statistic);
        var nothing = new TargetHolding(Shares.Zero, Usdc.Zero);
        return new(
            held.GetValueOrDefault(fill.Token.Value, nothing),
            opposite is null ? null : held.GetValueOrDefault(opposite.Value, nothing),
            held.Values.All(holding => holding.Cost is not null) ? held.Values.Aggregate(Usdc.Zero, (sum, holding) => sum + holding.Cost!.Value) : null,
            statistic,
            _baselines.TryGetValue((follower.Tenant.Tenant, follower.Target.Key, fill.Condition.Value), out var baseline) ? Usdc.RoundDown(baseline.GetValueOrDefault(fill.Token.Value)) : null);
    }

    /// <summary>The target's costs on the market once this fill is in, when they are counted from here on; null when they were before, are not asked for, or are not known.</summary>
    public IReadOnlyDictionary<string, decimal>? TakeBaseline(Follower follower, ObservedFill fill)
    {
        var key = (follower.Tenant.Tenant, follower.Target.Key, fill.Condition.Value);
        if (follower.Target.Sizing is not SizingPolicy.PositionGap || _baselines.ContainsKey(key) || !_before.TryGetValue(fill.Id.Value, out var held)) return null;
        if (held.Values.Any(holding => holding.Cost is null)) return null;
        var costs = held.ToDictionary(pair => pair.Key, pair => pair.Value.Cost!.Value.Amount);
        costs[fill.Token.Value] = After(fill, held.GetValueOrDefault(fill.Token.Value));
        return _baselines[key] = costs;
    }

    private static decimal After(ObservedFill fill, TargetHolding? before)
    {
        var cost = before?.Cost?.Amount ?? 0m;
        if (fill.Side == OrderSide.Buy) return cost + fill.Notional.Amount;
        return before is { Shares: { Quantity: > 0m } shares } && shares > fill.Shares ? Usdc.RoundDown(cost * (shares - fill.Shares).Quantity / shares.Quantity).Amount : 0m;
    }
}
