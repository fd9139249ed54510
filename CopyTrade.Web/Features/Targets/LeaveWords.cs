using System.Globalization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Targets.Leaving;
using CopyTrade.Domain.Trading;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Targets;

/// <summary>What leaving a wallet means, as sentences with numbers.</summary>
public static class LeaveWords
{
    /// <summary>For a chip: <c>leaving by 3 Dec</c>, a day in UTC.</summary>
    public static string Chip(TargetExit exit) => exit.State == TargetExitState.Closing ? "being sold" : "leaving by " + exit.Until.UtcDateTime.ToString("d MMM", CultureInfo.InvariantCulture);

    /// <summary>What is held through it; null when it could not be read.</summary>
    public static string Held(IReadOnlyList<PositionRow>? held) => held switch
    {
        null => "What you hold through it could not be read.",
        { Count: 0 } => "You hold nothing through it.",
        [var one] => $"You hold 1 outcome through it, which cost {Format.Usd(one.Cost.Amount)}.",
        _ => $"You hold {Format.Count(held.Count)} outcomes through it, which cost {Format.Usd(held.Aggregate(Usdc.Zero, (sum, row) => sum + row.Cost).Amount)} together.",
    };

    /// <summary>The button, by what it does.</summary>
    public static string Act(LeaveForm form) => form.Choice switch
    {
        LeaveChoice.KeepHeld => "Stop now, keep what is held",
        LeaveChoice.SellNow => "Sell everything now and stop",
        _ => form.Time is { } time ? $"Leave by {time.UtcDateTime.ToString("d MMM HH:mm", CultureInfo.InvariantCulture)} UTC" : "Leave by a date",
    };

    /// <summary>What happens, one sentence each.</summary>
    public static IReadOnlyList<string> Effects(LeaveForm form, string name, IReadOnlyList<PositionRow>? held) => form.Choice switch
    {
        LeaveChoice.KeepHeld =>
        [
            $"New trades of {name} are no longer copied.", Held(held), "What is held stays. Nothing sells it for you any more, not even when they sell.", "Sales under way run to their end. The history stays.",
        ],
        LeaveChoice.SellNow => [$"New trades of {name} are not copied from now on; buys that rest are cancelled.", Held(held), .. Selling("It")],
        _ =>
        [
            $"New trades of {name} are not copied from now on; buys that rest are cancelled.",
            $"Its sales are copied until {Format.Moment(form.Time, year: true)}. You can stay after all until everything is sold.",
            Held(held),
            .. Selling("What is left then"),
        ],
    };

    /// <summary>What staying after all means.</summary>
    public static IReadOnlyList<string> StayEffects(TargetExit exit) => exit.State == TargetExitState.Closing
        ? ["New trades are copied again, by your rules.", "Sales that have not begun are called off; those that have begun run to their end. What was sold is not bought back."]
        : ["New trades are copied again, by your rules. What was missed is not copied afterwards."];

    private static IEnumerable<string> Selling(string what) =>
    [
        $"{what} is sold for what is bid, as rules that you can follow under Rules: never more than {RuleTerms.DefaultSlippagePercent:0}% under the price read before each try.",
        "Where nobody bids it goes on trying. Decided markets are redeemed and not sold; what is too little to be sold is named.",
        "Then it is followed no more. What you hold through others or bought by hand stays.",
    ];
}
