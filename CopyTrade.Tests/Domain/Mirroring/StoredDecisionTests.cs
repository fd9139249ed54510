using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Tests.Domain.Mirroring;

/// <summary>Inputs as they stood in copy_decision before there were rules, members in the order in which jsonb gives them back: they are read and decided as then, for ever.</summary>
public sealed class StoredDecisionTests
{
    private const string Bought = """
        {"now": "2026-01-08T12:00:00+00:00", "fill": {"id": "data-api:0xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:71321045:BUY:1767873597", "legs": 1, "side": "buy", "price": 0.62, "title": "Will it rain?", "token": "71321045", "shares": 78.97, "source": "wallet-drain", "trader": null, "wallet": "0x6031b6eed1c97e853c6e0f03ad3ce3529351f96d", "outcome": "Yes", "notional": 48.9614, "condition": "0xcccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc", "filled_at": "2026-01-08T11:59:57+00:00", "observed_at": "2026-01-08T12:00:00+00:00", "transaction": "0xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}, "market": {"tick": 0.01, "title": "Will it rain?", "token": "71321045", "closed": false, "ends_at": "2026-01-09T12:00:00+00:00", "outcome": "Yes", "read_at": "2026-01-08T12:00:00+00:00", "fee_rate": 0, "neg_risk": false, "condition": "0xcccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc", "fee_exponent": 1, "minimum_shares": 5, "opposite_token": "52114319", "accepting_orders": true, "minimum_notional": 1}, "target": {"id": "0b0f2c1e-93a5-4d35-a3f7-1dbff0a1d5c9", "key": "d2fb91f6-8e18-5405-969b-0e5c460d8f8b", "label": null, "sizing": {"kind": "percentage", "percent": 12.5}, "tenant": "5a3c9c50-5cbb-4d67-8d0b-54a5cf2a8a10", "wallet": "0x6031b6eed1c97e853c6e0f03ad3ce3529351f96d", "created_at": "2026-01-07T12:00:00+00:00", "disabled_at": null, "max_per_trade": 10, "filter_percentile": 75}, "snapshot": {"held_shares": 4, "open_intent": 2.48, "free_collateral": 100, "resting_orders": 0, "already_decided": false, "held_opposite_shares": null}, "max_fill_age": "00:01:00"}
        """;

    [Fact]
    public void Read_BuyFromBeforeThereWereRules_IsDecidedAsThen()
    {
        var place = Assert.IsType<MirrorDecision.Place>(MirrorPlanner.Plan(DomainJson.Read<MirrorInput>(Bought)));

        Assert.Equal(("layer_scale_in", MirrorBranch.Layer, null), (place.Reason, place.Branch, place.Intent.Replaces));
        Assert.Equal((Shares.Of(9.87m), Price.Of(0.62m), TimeInForce.Gtc), (place.Intent.Shares, place.Intent.Limit, place.Intent.TimeInForce));
        Assert.Equal(new SizingTrace(Usdc.Of(3.1m), Usdc.Of(6.120175m), Usdc.Of(7.52m), Shares.Of(9.87m), "12.5% of $48.96 = $6.12"), place.Sizing);
        Assert.Equal(new DateTimeOffset(2026, 1, 8, 12, 0, 57, TimeSpan.Zero), place.Intent.ValidUntil);
    }

    [Theory]
    [InlineData("\"resting_orders\": 0", "\"resting_orders\": 1", SkipReason.AlreadyResting)]
    [InlineData("\"max_per_trade\": 10", "\"max_per_trade\": 8", SkipReason.PositionCapReached)]
    [InlineData("\"free_collateral\": 100", "\"free_collateral\": null", SkipReason.InsufficientBalance)]
    [InlineData("\"percent\": 12.5", "\"percent\": 5", SkipReason.BelowMarketMin)]
    public void Read_SkipFromBeforeThereWereRules_KeepsItsReason(string then, string changed, SkipReason reason)
    {
        var input = DomainJson.Read<MirrorInput>(Bought.Replace(then, changed, StringComparison.Ordinal));

        Assert.Equal(reason, Assert.IsType<MirrorDecision.Skip>(MirrorPlanner.Plan(input)).Reason);
    }

    [Fact]
    public void Read_SellFromBeforeThereWereRules_ClosesAllOfIt()
    {
        var input = DomainJson.Read<MirrorInput>(Bought.Replace("\"side\": \"buy\"", "\"side\": \"sell\"", StringComparison.Ordinal));

        var place = Assert.IsType<MirrorDecision.Place>(MirrorPlanner.Plan(input));

        Assert.Equal((Shares.Of(4m), TimeInForce.Fak, "all of 4 held"), (place.Intent.Shares, place.Intent.TimeInForce, place.Sizing.Formula));
        Assert.Equal(Price.Of(0.62m), place.Intent.Limit);
    }

    [Fact]
    public void Read_SellPastTheEndFromBeforeExitsHadAReach_KeepsItsReason()
    {
        var input = DomainJson.Read<MirrorInput>(Bought.Replace("\"side\": \"buy\"", "\"side\": \"sell\"", StringComparison.Ordinal).Replace("\"ends_at\": \"2026-01-09", "\"ends_at\": \"2026-01-07", StringComparison.Ordinal));

        Assert.Equal(SkipReason.MarketPastEndDate, Assert.IsType<MirrorDecision.Skip>(MirrorPlanner.Plan(input)).Reason);
    }

    [Fact]
    public void Read_PolicyOfEveryKind_ComesBackEqual()
    {
        foreach (var text in new[] { "min_bet", "fixed:2.00", "percentage:10", "tiered:1-100:2,100+:0.5", "target_percentile", "target_percentile_scaled", "position_gap:50/1000", "exact" })
        {
            Assert.True(PolicyText.TryParse(text, out var policy));
            Assert.Equal(policy, DomainJson.Read<SizingPolicy>(DomainJson.Write(policy)));
        }
    }
}
