using System.Globalization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Signals;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Web.Features.Signals;

/// <summary>The rules of a profile while they are edited, as texts.</summary>
public sealed class SignalForm
{
    public string Name { get; set; } = "default";

    public string Traders { get; set; } = "";

    public string Markets { get; set; } = "";

    public string Strategy { get; set; } = "PERCENTAGE";

    public string Size { get; set; } = "10";

    public string Tiers { get; set; } = "1-100:2,100-500:1,500-1000:0.5,1000+:0.1";

    public string MaxUsdc { get; set; } = "100";

    public string MaxTokens { get; set; } = "";

    public string MinOrder { get; set; } = "1";

    public string MaxAge { get; set; } = "60";

    public string MaxSlippage { get; set; } = "5";

    public string Budget { get; set; } = "";

    public string Aggregate { get; set; } = "";

    public bool IsObserveOnly { get; set; }

    /// <summary>The trader's dollars for which the preview shows ours.</summary>
    public string Preview { get; set; } = "250";

    public static SignalForm Of(SignalProfile profile)
    {
        var terms = profile.Terms;
        var form = new SignalForm
        {
            Name = profile.Name,
            Traders = string.Join('\n', terms.Traders),
            Markets = string.Join('\n', terms.Markets),
            MaxUsdc = terms.MaxUsdc.ToString(),
            MaxTokens = terms.MaxTokens?.ToString() ?? "",
            MinOrder = terms.MinOrder.ToString(),
            MaxAge = terms.MaxAgeSeconds.ToString(CultureInfo.InvariantCulture),
            MaxSlippage = terms.MaxSlippagePercent.ToString("0.######", CultureInfo.InvariantCulture),
            Budget = terms.DailyBudget?.ToString() ?? "",
            Aggregate = terms.Aggregates ? terms.AggregateSeconds.ToString(CultureInfo.InvariantCulture) : "",
            IsObserveOnly = terms.IsObserveOnly,
        };
        switch (terms.Sizing)
        {
            case SignalSizing.Fixed rule: (form.Strategy, form.Size) = ("FIXED", rule.Amount.ToString()); break;
            case SignalSizing.Percentage rule: (form.Strategy, form.Size) = ("PERCENTAGE", rule.Percent.ToString("0.######", CultureInfo.InvariantCulture)); break;
            case SignalSizing.Tiered rule: (form.Strategy, form.Tiers) = ("TIERED", TierText.Write(rule.Tiers)); break;
        }

        return form;
    }

    /// <summary>The terms, or why they are none.</summary>
    public (SignalTerms? Terms, string? Problem) Read()
    {
        var settings = new Dictionary<string, string>
        {
            ["FOLLOW_TRADERS"] = Traders,
            ["MARKET_ALLOWLIST"] = Markets,
            ["MAX_INTENT_SIZE_USDC"] = MaxUsdc,
            ["MAX_INTENT_SIZE_TOKENS"] = MaxTokens.Trim(),
            ["MIN_ORDER_SIZE_USDC"] = MinOrder,
            ["MAX_INTENT_AGE_SECONDS"] = MaxAge,
            ["MAX_SLIPPAGE_PERCENT"] = MaxSlippage,
            ["COPY_SIZING_STRATEGY"] = Strategy,
            ["DAILY_BUDGET_USDC"] = Budget.Trim(),
            ["AGGREGATE_SECONDS"] = Aggregate.Trim(),
            ["OBSERVE_ONLY"] = IsObserveOnly.ToString(),
        };
        settings[Strategy == "TIERED" ? "TIERED_MULTIPLIERS" : "COPY_SIZE"] = Strategy == "TIERED" ? Tiers : Size;
        try
        {
            return (SignalSettings.Apply(SignalTerms.Default, settings), null);
        }
        catch (FormatException e)
        {
            return (null, e.Message);
        }
    }

    /// <summary>What the edited rules make of the trader's dollars, in words.</summary>
    public string PreviewSays()
    {
        if (Read() is not { Terms: { } terms }) return "Put the rules right to see the size.";
        if (!decimal.TryParse(Preview, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var theirs) || theirs > 1_000_000m) return "Enter the trader's dollars.";
        if (Usdc.RoundDown(theirs) > terms.MaxUsdc) return $"Refused: above the largest intent of {Shared.Format.Usd(terms.MaxUsdc.Amount)}.";
        var (ours, formula) = terms.Sizing.For(Usdc.RoundDown(theirs));
        if (terms.Aggregates && ours < terms.MinOrder) return $"{formula}: waits {terms.AggregateSeconds} s for more of its kind, then refused.";
        return ours < terms.MinOrder ? $"{formula}: refused, under the smallest order of {Shared.Format.Usd(terms.MinOrder.Amount)}." : $"{formula}, at most your balance.";
    }
}
