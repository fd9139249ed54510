using System.Globalization;
using System.Text.Json;
using CopyTrade.Domain.Rules;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Rules;

/// <summary>Rules in plain words.</summary>
public static class RuleSays
{
    public static string Kind(RuleKind kind) => kind switch { RuleKind.StopLoss => "Stop-loss", RuleKind.TakeProfit => "Take-profit", _ => "Trailing stop" };

    public static string Status(RuleStatus status) => status switch
    {
        RuleStatus.Active => "Watching",
        RuleStatus.PendingApproval => "Asks you",
        RuleStatus.Triggered => "Fired",
        RuleStatus.Canceled => "Cancelled",
        RuleStatus.Expired => "Expired",
        _ => "Failed",
    };

    public static string Source(PriceSource source) => source switch
    {
        PriceSource.Executable => "what your size sells for",
        PriceSource.BestBid => "best bid",
        PriceSource.Midpoint => "midpoint",
        _ => "last trade",
    };

    /// <summary>What fires it: "at 42¢ or under".</summary>
    public static string Trigger(RuleTerms terms) => terms switch
    {
        { Trigger: null } => $"{Percent(terms.TrailingPercent)} under the highest price, from its first price on",
        { Kind: RuleKind.TakeProfit } => $"at {Format.Cents(terms.Trigger?.Value)} or above",
        { TrailingPercent: { } percent } => $"at {Format.Cents(terms.Trigger?.Value)} or under, {Percent(percent)} under the highest price",
        _ => $"at {Format.Cents(terms.Trigger?.Value)} or under",
    };

    public static string Amount(ExitAction action) => action is ExitAction.SellPart part ? $"{Format.Shares(part.Amount.Quantity)} shares" : "all that is held";

    public static string Percent(decimal? percent) => percent is { } value ? value.ToString("0.##", CultureInfo.InvariantCulture) + "%" : Format.None;

    /// <summary>Why it does nothing now, as a clause; null for the ordinary reason, that its price has not come.</summary>
    public static string? Hold(HoldReason? reason) => reason switch
    {
        null or HoldReason.NotMet => null,
        HoldReason.NothingHeld => "no position yet",
        HoldReason.NothingFree => "what is held settles or is being sold",
        HoldReason.PriceUnknown => "no price read yet",
        HoldReason.PriceStale => "price too old to act on",
        HoldReason.NoPrice => "nobody bids",
        HoldReason.NotEnoughBids => "price met, but the bids do not take it all",
        HoldReason.MarketPaused => "price met, but the market takes no orders",
        HoldReason.WalletNotReady => "price met, but the wallet is not ready",
        HoldReason.Pace => "price met; nothing could be sold, tries again in a moment",
        _ => "the other rule of the bracket sells",
    };

    public static string Wait(ExitWait? wait) => wait switch
    {
        ExitWait.OrderUnderWay => "an order is on its way",
        ExitWait.OtherSale => "takes back a copied sale that rests",
        ExitWait.Settling => "waits until the chain confirms",
        ExitWait.Pace => "a moment between two tries",
        ExitWait.WalletNotReady => "waits: the wallet is not ready",
        ExitWait.MarketPaused => "waits: the market takes no orders",
        ExitWait.BookUnknown => "waits: the book could not be read",
        ExitWait.NoBids => "waits: nobody bids",
        ExitWait.BelowFloor => "waits: every bid is under your lowest price",
        _ => "selling",
    };

    /// <summary>An event or a stretch of evaluations: icon, tone, what it is, and a sentence.</summary>
    public static (string Icon, string Tone, string Title, string Says) Entry(RuleEntry entry)
    {
        if (entry.Evaluations is { } seen) return ("eye", "quiet", seen.Count == 1 ? "Looked once" : $"Looked {seen.Count.ToString("N0", CultureInfo.InvariantCulture)} times", Seen(seen));
        var (price, trigger) = (Format.Cents(entry.Price?.Value), Format.Cents(entry.Trigger?.Value));
        return entry.Kind switch
        {
            RuleEventKind.RuleCreated => ("plus", "done", "Made", entry.Trigger is null ? "It takes its trigger from the first price that it sees." : $"Trigger {trigger}."),
            RuleEventKind.RuleChanged => ("pen", "done", "Trigger moved by you", $"From {Cents(entry.Data, "before")} to {trigger}."),
            RuleEventKind.RuleTrailingUpdated => ("leader", "done", "Trailing trigger went up", $"The price reached {price}: the trigger is {trigger}{(Cents(entry.Data, "before") is { } before && before != Format.None ? $", it was {before}" : "")}."),
            RuleEventKind.RuleTriggered => ("send", "now", "Fired", Value(entry.Data, "approved") == "true" ? $"You said yes. Its price had come at {price}." : $"The price was {price}, the trigger {trigger}."),
            RuleEventKind.ActionPendingApproval => ("question", "now", "Asks you", $"The price was {price}, the trigger {trigger}. Nothing is sold until you say yes."),
            RuleEventKind.ActionAttempt when Value(entry.Data, "taken_back") is not null => ("retry", "warn", "Took back a copied sale", "A copied sale that rested held the shares: it is cancelled, and they are sold here."),
            RuleEventKind.ActionAttempt => ("orders", "done", $"Try {Value(entry.Data, "attempt")}", $"An order to sell {Number(entry.Data, "shares")} shares at {Cents(entry.Data, "limit")} or better was written; best bid {price}."),
            RuleEventKind.ActionExecuted => ("check", "gain", "Sold", $"{Number(entry.Data, "sold")} shares sold{(entry.Price is null ? "" : $" at {price} on average")}{(Number(entry.Data, "left") is var left && left is not ("0.00" or Format.None) ? $"; {left} stay: too few to sell, or the market ended" : ", nothing left")}."),
            RuleEventKind.ActionFailed => ("retry", "warn", "Nothing sold, watches again", Value(entry.Data, "reason") ?? ""),
            RuleEventKind.RuleFailed => ("cross", "loss", "Failed", Value(entry.Data, "reason") ?? ""),
            RuleEventKind.RuleCanceled => ("slash", "done", "Cancelled", Value(entry.Data, "reason") ?? ""),
            RuleEventKind.RuleExpired => ("jobs", "done", "Expired", Value(entry.Data, "reason") ?? ""),
            RuleEventKind.RulePaused => ("pause", "warn", "Paused", Value(entry.Data, "reason") ?? ""),
            RuleEventKind.RuleResumed => ("play", "done", "Goes on", Value(entry.Data, "reason") ?? ""),
            _ => ("info", "done", entry.Kind?.ToString() ?? "", ""),
        };
    }

    private static string Seen(EvaluationSummary seen)
    {
        var why = Hold(seen.Last.Outcome) ?? "the price had not come";
        if (seen.Lowest?.Price is not { } low || seen.Highest?.Price is not { } high) return $"No price to see: {why}.";
        return low == high ? $"Price {Format.Cents(low.Value)}: {why}." : $"Price from {Format.Cents(low.Value)} to {Format.Cents(high.Value)}, last {Format.Cents(seen.Last.Price?.Value)}: {why}.";
    }

    private static string Cents(string data, string name) => Format.Cents(Decimal(data, name));

    private static string Number(string data, string name) => Decimal(data, name) is { } number ? Format.Shares(number) : Format.None;

    private static decimal? Decimal(string data, string name) => decimal.TryParse(Value(data, name), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Value(string data, string name)
    {
        using var json = JsonDocument.Parse(data);
        return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var value)
            ? value.ValueKind switch { JsonValueKind.String => value.GetString(), JsonValueKind.Null => null, _ => value.GetRawText() }
            : null;
    }
}
