using System.Globalization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Trading;
using Check = CopyTrade.Domain.Rules.RuleCheck;

namespace CopyTrade.Web.Features.Rules;

/// <summary>Rules on one position while they are written: as typed, prices in cents.</summary>
public sealed class RuleForm
{
    public RuleShape Shape { get; set; } = RuleShape.Stop;

    public string Stop { get; set; } = "";

    public string Target { get; set; } = "";

    public string Trailing { get; set; } = "10";

    public bool SellsPart { get; set; }

    public string Amount { get; set; } = "";

    public PriceSource Source { get; set; } = PriceSource.Executable;

    public string Floor { get; set; } = "";

    public string Slippage { get; set; } = Typed(RuleTerms.DefaultSlippagePercent);

    /// <summary>UTC, as a date-and-time field gives it; empty for no end.</summary>
    public string Ends { get; set; } = "";

    public bool AsksFirst { get; set; }

    public bool HasStop => Shape is RuleShape.Stop or RuleShape.Bracket;

    public bool HasTarget => Shape is RuleShape.Target or RuleShape.Bracket;

    /// <summary>A price typed in cents; null when it is none.</summary>
    public static Price? Cents(string text) => Number(text) is >= 0m and <= 100m and var cents && decimal.Round(cents / 100m, Price.Decimals) == cents / 100m ? Price.Of(cents / 100m) : null;

    /// <summary>A number as it is typed.</summary>
    public static string Typed(decimal value) => Shared.TypedNumber.Write(value);

    /// <summary>The terms, or why there are none, as a sentence that says what to do.</summary>
    public (IReadOnlyList<RuleTerms> Terms, string? Problem) Read(PositionRow position, DateTimeOffset now)
    {
        if (ReadCommon(position) is not { Terms: { } common } read) return ([], ReadCommon(position).Problem);
        var terms = new List<RuleTerms>();
        if (HasStop && Add(terms, common, RuleKind.StopLoss, Stop, "The stop") is { } noStop) return ([], noStop);
        if (Shape == RuleShape.Trailing)
        {
            if (Number(Trailing) is not { } percent) return ([], "A trailing stop needs a trailing percentage.");
            if (Stop.Trim().Length > 0 && Cents(Stop) is null) return ([], "The stop is a price in cents, above 0 and under 100, or empty.");
            terms.Add(common with { Kind = RuleKind.TrailingStop, Trigger = Stop.Trim().Length == 0 ? null : Cents(Stop), TrailingPercent = percent });
        }

        if (HasTarget && Add(terms, common, RuleKind.TakeProfit, Target, "The target") is { } noTarget) return ([], noTarget);
        var problem = terms.Select(one => Check.Problem(one, now)).FirstOrDefault(one => one is not null) ?? (terms is [var stop, var target] ? Check.BracketProblem(stop, target) : null);
        return (terms, problem ?? read.Problem);
    }

    private static string? Add(List<RuleTerms> terms, RuleTerms common, RuleKind kind, string text, string what)
    {
        if (text.Trim().Length == 0) return $"{what} needs a price in cents.";
        if (Cents(text) is not { } trigger) return $"{what} is a price in cents, above 0 and under 100.";
        terms.Add(common with { Kind = kind, Trigger = trigger });
        return null;
    }

    private (RuleTerms? Terms, string? Problem) ReadCommon(PositionRow position)
    {
        ExitAction action = ExitAction.SellAll.Instance;
        if (SellsPart)
        {
            if (Number(Amount) is not (> 0m and <= 1_000_000_000m and var shares)) return (null, "The shares to sell are a number above zero.");
            action = new ExitAction.SellPart(Shares.RoundDown(shares));
        }

        Price? floor = null;
        if (Floor.Trim().Length > 0 && (floor = Cents(Floor)) is null) return (null, "The lowest price is in cents, above 0 and under 100, or empty for none.");
        if (Number(Slippage) is not { } slippage) return (null, "The slippage is 0 to 100 percent.");
        DateTimeOffset? end = null;
        if (Ends.Length > 0)
        {
            if (!DateTimeOffset.TryParse(Ends, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)) return (null, "The end is a date and a time (UTC), or empty.");
            end = at;
        }

        return (new(RuleKind.StopLoss, position.Condition, position.Token, null, null, action)
        {
            Book = position.Book, Source = Source, Floor = floor, MaxSlippagePercent = slippage, ExpiresAt = end, AsksFirst = AsksFirst,
        }, null);
    }

    private static decimal? Number(string text) => Shared.TypedNumber.Of(text);
}
