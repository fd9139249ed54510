namespace CopyTrade.Web.Shared;

/// <summary>The stable codes of decisions and orders in plain words; a code without words is shown as it is.</summary>
public static class ReasonWords
{
    private static readonly Dictionary<string, string> Known = new()
    {
        // Skips
        ["accumulating"] = "Too small alone: waits for more",
        ["already_placed"] = "Already copied",
        ["already_resting"] = "Our order is already waiting",
        ["before_baseline_snapshot"] = "Bought before you followed",
        ["below_market_min"] = "Under the market minimum",
        ["below_own_minimum"] = "Under your own minimum",
        ["below_target_minimum"] = "Their trade is too small for you",
        ["below_target_percentile"] = "Target's position too small",
        ["book_unknown"] = "Order book not available",
        ["category_not_allowed"] = "Category you do not follow",
        ["cooling_down"] = "Your pause on this market",
        ["daily_loss_reached"] = "Today's loss limit reached",
        ["depth_too_thin"] = "Too little offered",
        ["fill_too_old"] = "Seen too late to follow",
        ["followup_not_followed"] = "You do not follow layers and hedges",
        ["followup_not_needed"] = "We have it already",
        ["followup_position_too_small"] = "Our position too small to add to",
        ["insufficient_balance"] = "Balance does not cover it",
        ["market_ends_soon"] = "Market ends too soon",
        ["market_exposure_reached"] = "Cap on one market reached",
        ["market_not_allowed"] = "Market you do not follow",
        ["market_past_end_date"] = "Market already ended",
        ["market_unknown"] = "Market takes no orders",
        ["no_offers"] = "Nobody offers it",
        ["outside_price_band"] = "Outside your price band",
        ["position_cap_reached"] = "Position cap reached",
        ["price_outside_clob_bounds"] = "Price outside the market's grid",
        ["sell_part_below_min"] = "Part too small to sell",
        ["sell_without_position"] = "Nothing of ours to sell",
        ["slippage_too_high"] = "Price has run away",
        ["spread_too_wide"] = "Spread too wide",
        ["target_dominant_other_side"] = "Target is mostly on the other side",
        ["target_exposure_reached"] = "Cap through this target reached",
        ["target_position_below_threshold"] = "Target's position too small to follow up",
        ["total_exposure_reached"] = "Cap through all targets reached",
        ["trade_rate_reached"] = "Trades an hour reached",
        ["vwap_floor_breach"] = "Price above their own average",
        ["withdrawn"] = "Withdrawn before it was sent",

        // Failures of an order
        ["cap_exceeded_daily"] = "24 h cap reached",
        ["cap_exceeded_hourly_fills"] = "Hourly cap reached",
        ["cap_exceeded_per_order"] = "Above your cap per order",
        ["grant_expired"] = "Spending grant expired",
        ["grant_revoked"] = "Spending grant revoked",
        ["halted"] = "Halted",
        ["no_active_grant"] = "No spending grant",
        ["no_connection"] = "No wallet connected",
        ["paused"] = "Copying paused",
        ["planner_failed"] = "Could not be judged",
        ["rejected"] = "Refused by the venue",
        ["scope_missing"] = "Grant does not cover this side",
        ["signer_unavailable"] = "Key cannot be used",
        ["stale"] = "Waited too long to be sent",
        ["trading_not_ready"] = "Wallet not ready to trade",

        // Intents that became no order
        ["allowlist_empty"] = "Profile follows nobody",
        ["balance_unknown"] = "Balance not known",
        ["book_unavailable"] = "Book could not be read",
        ["budget_exceeded"] = "Profile's budget used up",
        ["duplicate"] = "Seen before",
        ["no_asks"] = "Nobody sells",
        ["no_bids"] = "Nobody buys",
        ["no_tracked_purchases"] = "Nothing of it was bought",
        ["price_above_limit"] = "Price above the limit",
        ["price_below_limit"] = "Price under the limit",
        ["profile_unknown"] = "No such profile",
        ["schema_invalid"] = "Not an intent",
        ["size_above_max_tokens"] = "Too many tokens",
        ["size_above_max_usdc"] = "Larger than allowed",
        ["size_below_minimum"] = "Under the smallest order",
        ["trader_not_allowed"] = "Trader not on the list",

        // Placed
        ["hedge_followup"] = "Target hedges, so do we",
        ["layer_scale_in"] = "Target adds, so do we",
        ["ok"] = "New entry",
        ["sell_closed_position"] = "Target sells, so do we",
    };

    public static string Of(string code) => Known.GetValueOrDefault(code, code);
}
