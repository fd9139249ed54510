using CopyTrade.Domain.Rules;
using CopyTrade.Web.Layout;
using CopyTrade.Web.Shared;
using Radzen;

namespace CopyTrade.Web.Features.Rules;

/// <summary>Asks before a rule is ended or allowed to sell.</summary>
public static class RuleActs
{
    public static Task<bool> IsCancelWantedAsync(DialogService dialogs, ShellStatus? status, RuleView view)
    {
        var kind = RuleSays.Kind(view.Rule.Terms.Kind).ToLowerInvariant();
        return AskAsync(dialogs, status, $"Cancel this {kind}?", $"Cancel the {kind}", "Let it watch",
        [
            $"It no longer sells {RuleSays.Amount(view.Rule.Terms.Action)} of {view.Rule.Outcome ?? "this outcome"} {RuleSays.Trigger(view.Rule.Terms)}.",
            view.Rule.Terms.IsStop && view.Held.Quantity > 0m ? $"{Format.Shares(view.Held.Quantity)} shares are then held without this stop." : "The position stays as it is.",
            view.Rule.Bracket is null ? "Other rules stay." : "The other rule of the bracket stays and goes on alone.",
        ]);
    }

    public static Task<bool> IsSaleWantedAsync(DialogService dialogs, ShellStatus? status, RuleView view) => AskAsync(dialogs, status, "Let it sell?", "Sell now", "Not now",
    [
        $"It sells {RuleSays.Amount(view.Rule.Terms.Action)} of {view.Rule.Outcome ?? "this outcome"} into the bids, {Format.Shares(view.Held.Quantity)} shares are held.",
        view.Outlook is { Reading.Value: { } now } outlook ? $"The bids pay {Format.Cents(now.Value)} on average now{(outlook.Reading.Covered < outlook.Wanted ? $", for {Format.Shares(outlook.Reading.Covered.Quantity)} of them" : "")}." : "What the bids pay now is not known.",
        "What fired has fired: it sells even if the price has come back.",
    ]);

    public static Task<bool> IsEndWantedAsync(DialogService dialogs, ShellStatus? status, RuleView view)
    {
        var kind = RuleSays.Kind(view.Rule.Terms.Kind).ToLowerInvariant();
        return AskAsync(dialogs, status, "Say no?", $"Say no and end the {kind}", "Let it go on asking",
        [
            $"The {kind} ends for good. It does not sell {RuleSays.Amount(view.Rule.Terms.Action)} of {view.Rule.Outcome ?? "this outcome"}.",
            view.Rule.Terms.IsStop && view.Held.Quantity > 0m ? $"{Format.Shares(view.Held.Quantity)} shares are then held without this stop." : "The position stays as it is.",
        ]);
    }

    private static async Task<bool> AskAsync(DialogService dialogs, ShellStatus? status, string title, string act, string keep, string[] effects) =>
        await dialogs.AskAsync(status, title, act, keep, effects) is not null;
}
