using System.Globalization;
using CopyTrade.Domain.Targets;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Targets;

/// <summary>One rule with a number: where it stands in the editor, what it is called, what it does.</summary>
/// <param name="Group">The tab that it stands on.</param>
/// <param name="Code">Its stable name, as in the API.</param>
/// <param name="Label">For people.</param>
/// <param name="Says">What it does, as a sentence.</param>
/// <param name="Unit">How it is typed.</param>
/// <param name="Get">Reads it; null when left out.</param>
/// <param name="Set">Writes it.</param>
public sealed record RuleSpec(RuleGroup Group, string Code, string Label, string Says, RuleUnit Unit, Func<CopyRules, decimal?> Get, Func<CopyRules, decimal?, CopyRules> Set)
{
    private decimal Factor => Unit is RuleUnit.Cents or RuleUnit.Part ? 100m : 1m;

    public string UnitText => Unit switch
    {
        RuleUnit.Dollars => "USDC",
        RuleUnit.Cents => "¢",
        RuleUnit.Part or RuleUnit.Percent => "%",
        RuleUnit.Seconds => "s",
        RuleUnit.Minutes => "min",
        _ => "an hour",
    };

    public decimal? Typed(CopyRules rules) => Get(rules) * Factor;

    public CopyRules Type(CopyRules rules, decimal? typed) => Set(rules, typed / Factor);

    /// <summary>The value in words; a limit of zero, and one that is left out everywhere, is off.</summary>
    public string Say(decimal? value) => value switch
    {
        null or 0m => "off",
        { } v => Unit switch
        {
            RuleUnit.Dollars => Format.Usd(v),
            RuleUnit.Cents => Format.Cents(v),
            RuleUnit.Part => (v * 100m).ToString("0.##", CultureInfo.InvariantCulture) + "%",
            RuleUnit.Percent => v.ToString("0.##", CultureInfo.InvariantCulture) + "%",
            RuleUnit.Seconds => v.ToString("0", CultureInfo.InvariantCulture) + " s",
            RuleUnit.Minutes => v.ToString("0", CultureInfo.InvariantCulture) + " min",
            _ => v.ToString("0", CultureInfo.InvariantCulture) + " an hour",
        },
    };
}
