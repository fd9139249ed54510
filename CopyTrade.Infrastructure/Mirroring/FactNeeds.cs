using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>What the rules of a batch's followers ask for beyond what every decision needs: nothing is read for nobody.</summary>
internal sealed class FactNeeds(IReadOnlyCollection<ObservedFill> fills, IReadOnlyCollection<Follower> followers, IReadOnlyDictionary<TokenId, Market?> markets)
{
    public string[] Fills { get; } = [.. fills.Select(fill => fill.Id.Value)];

    public string[] Books { get; } = [.. followers.Select(follower => MirrorKeys.BookOf(follower.Target.Key)).Distinct()];

    public string[] Conditions { get; } = [.. fills.Select(fill => fill.Condition.Value).Distinct()];

    public string[] Tokens { get; } = [.. fills.SelectMany(fill => Pair(fill, markets)).Distinct()];

    public bool HasSells { get; } = fills.Any(fill => fill.Side == OrderSide.Sell);

    /// <summary>Wallets whose statistic decides for somebody.</summary>
    public string[] Measured { get; } = [.. followers.Where(UsesStatistic).Select(follower => follower.Target.Wallet.Value).Distinct()];

    /// <summary>Tenants with a cap over everything.</summary>
    public Guid[] Capped { get; } = Tenants(followers, rules => rules.MaxTotalUsdc > 0m);

    /// <summary>Tenants that stop at a day's loss.</summary>
    public Guid[] Stopping { get; } = Tenants(followers, rules => rules.MaxDailyLossUsdc > 0m);

    /// <summary>Tenants with a pause or a rate.</summary>
    public Guid[] Paced { get; } = Tenants(followers, rules => rules.CooldownSeconds > 0 || rules.MaxTradesPerHour > 0);

    /// <summary>Targets whose position is followed from a baseline on.</summary>
    public Guid[] Gaps { get; } = [.. followers.Where(follower => follower.Target.Sizing is SizingPolicy.PositionGap).Select(follower => follower.Target.Key.Value).Distinct()];

    /// <summary>Targets whose small fills are added up.</summary>
    public Guid[] Summed { get; } = [.. followers.Where(follower => follower.Rules.Aggregates).Select(follower => follower.Target.Key.Value).Distinct()];

    private static IEnumerable<string> Pair(ObservedFill fill, IReadOnlyDictionary<TokenId, Market?> markets) =>
        markets.GetValueOrDefault(fill.Token)?.OppositeToken is { } opposite ? [fill.Token.Value, opposite.Value] : [fill.Token.Value];

    private static bool UsesStatistic(Follower follower) => follower.Target.Sizing.UsesStatistic || follower.Rules.FollowUps is { Mode: FollowUpMode.Gated };

    private static Guid[] Tenants(IEnumerable<Follower> followers, Func<CopyRules, bool> needs) =>
        [.. followers.Where(follower => needs(follower.Rules)).Select(follower => follower.Tenant.Tenant.Value).Distinct()];
}
