using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Tests.Domain.Targets;

public sealed class CopyRulesTests
{
    [Fact]
    public void Effective_EveryRule_ComesFromTheHighestLayerThatSetsIt()
    {
        foreach (var rule in typeof(CopyRules).GetProperties().Where(property => property.CanWrite))
        {
            var (own, tenant) = (With(rule, 1), With(rule, 2));

            Assert.Equal(rule.GetValue(own), rule.GetValue(CopyRules.Effective(own, tenant)));
            Assert.Equal(rule.GetValue(tenant), rule.GetValue(CopyRules.Effective(null, tenant)));
            Assert.Equal(rule.GetValue(CopyRules.Platform), rule.GetValue(CopyRules.Effective(null, CopyRules.None)));
        }
    }

    [Fact]
    public void Rules_EveryOne_IsNamedByTheHistoryAndSurvivesStorage()
    {
        foreach (var rule in typeof(CopyRules).GetProperties().Where(property => property.CanWrite))
        {
            var rules = With(rule, 1);
            var settings = new TargetSettings(null, new SizingPolicy.MinBet(), Usdc.Of(5m), 75, rules, true);

            var change = Assert.Single(RuleText.Differences(settings with { Rules = null }, settings));

            Assert.Null(change.Before);
            Assert.NotNull(change.After);
            Assert.Contains($"\"{change.Name}\"", DomainJson.Write(rules), StringComparison.Ordinal);
            Assert.Equal(rules, DomainJson.Read<CopyRules>(DomainJson.Write(rules)));
        }
    }

    [Fact]
    public void Problem_EachLimit_IsRefusedBeyondItsRangeWithASentence()
    {
        CopyRules[] wrong =
        [
            new() { TargetMinimumUsdc = -1m }, new() { OwnMinimumUsdc = 0.0000001m }, new() { MaxAgeSeconds = 0 }, new() { MinPrice = 1.1m }, new() { MinPrice = 0.6m, MaxPrice = 0.5m },
            new() { Categories = new([""], []) }, new() { Markets = new([.. Enumerable.Repeat(ConditionId.Parse("0x" + new string('c', 64)), 201)], []) }, new() { VwapTolerance = 2m },
            new() { DominanceMinimum = -0.1m }, new() { EndMarginMinutes = -1 }, new() { MaxSpread = 1.5m }, new() { MinDepthUsdc = -1m }, new() { MaxSlippagePercent = 101m },
            new() { CooldownSeconds = 90_000 }, new() { MaxTradesPerHour = -1 }, new() { MaxPerMarketUsdc = -1m }, new() { MaxDailyLossUsdc = 2_000_000_000m },
            new() { FollowUps = new FollowUpRules(LayerShare: 1.01m) }, new() { OrderType = TimeInForce.Gtd }, new() { RestingMinutes = -1 }, new() { ReplaceThreshold = 2m }, new() { AggregateSeconds = 3_601 },
        ];

        Assert.All(wrong, rules => Assert.EndsWith(".", CopyRulesCheck.Problem(rules), StringComparison.Ordinal));
        Assert.Null(CopyRulesCheck.Problem(CopyRules.Platform));
        Assert.Null(CopyRulesCheck.Problem(CopyRules.None));
    }

    [Fact]
    public void Presets_All_AreValidAndLeaveNothingButNamedValues()
    {
        Assert.Equal(["careful", "balanced", "bold"], RulePresets.All.Select(preset => preset.Code));
        Assert.All(RulePresets.All, preset => Assert.Null(CopyRulesCheck.Problem(preset.Rules) ?? PolicyText.Problem(preset.Sizing)));
        Assert.Equal(3, RulePresets.All.Select(preset => preset.Rules.MaxTotalUsdc).Distinct().Count());
    }

    private static CopyRules With(System.Reflection.PropertyInfo rule, int step)
    {
        var rules = new CopyRules();
        rule.SetValue(rules, Value(rule.PropertyType, step));
        return rules;
    }

    private static object Value(Type type, int step)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain == typeof(decimal) ? step / 10m
            : plain == typeof(int) ? step
            : plain == typeof(FollowUpRules) ? new FollowUpRules(FloorMultiple: step)
            : plain == typeof(AllowDeny<ConditionId>) ? new AllowDeny<ConditionId>([], [ConditionId.Parse("0x" + new string((char)('0' + step), 64))])
            : plain == typeof(AllowDeny<string>) ? new AllowDeny<string>([$"category {step}"], [])
            : plain.IsEnum ? Enum.GetValues(plain).GetValue(step % Enum.GetValues(plain).Length)!
            : throw new NotSupportedException(type.Name);
    }
}
