using System.Globalization;
using CopyTrade.Domain.Notifications;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Notifications;

/// <summary>A record in words. Titles of markets go in as they are: whoever draws or sends them escapes them.</summary>
internal static class NewsWriter
{
    private const int LongestTitle = 300;
    private const int LongestText = 1_000;

    public static Notification Of(NewsRow row, DateTimeOffset now)
    {
        var kind = EnumText.Parse<NotificationKind>(row.Kind);
        var (title, text, link) = Say(kind, row);
        return Of(kind, title, text, link, row.Subject?.ToString("D"), row.At, now);
    }

    public static Notification Of(NotificationKind kind, string title, string text, string? link, string? subject, DateTimeOffset at, DateTimeOffset now) =>
        new(Guid.CreateVersion7(now), kind, NotificationKinds.SeverityOf(kind), Cut(MessageText.OneLine(title), LongestTitle), Cut(text, LongestText), link, subject, at, now);

    private static (string Title, string Text, string? Link) Say(NotificationKind kind, NewsRow row) => kind switch
    {
        NotificationKind.RuleFired => ($"{Rule(row)} fired: {Market(row)}", $"At {Cents(row.Price)}, trigger {Cents(row.Amount)}. It sells now.", RuleLink(row)),
        NotificationKind.RuleWaits => ($"{Rule(row)} waits for your word: {Market(row)}", $"At {Cents(row.Price)}, trigger {Cents(row.Amount)}. It sells when you approve it.", RuleLink(row)),
        NotificationKind.RuleSold => ($"{Rule(row)} sold everything: {Market(row)}", row.Price is null ? "" : $"At {Cents(row.Price)} on average, trigger {Cents(row.Amount)}.", RuleLink(row)),
        NotificationKind.RuleFailed => ($"{Rule(row)} could not sell: {Market(row)}", row.Detail ?? "Nothing was sold; see what each try met.", RuleLink(row)),
        NotificationKind.RuleExpired => ($"{Rule(row)} expired: {Market(row)}", row.Detail ?? "Its time or its market ended.", RuleLink(row)),
        NotificationKind.CopyPlaced => ($"{Mode(row)}{Side(row)} copied: {Market(row)}", $"{Dollars(row.Amount)} at {Cents(row.Price)} or better.", OrderLink(row)),
        NotificationKind.OrderFailed => ($"{Mode(row)}Order failed: {Market(row)}", $"{Side(row)} {Dollars(row.Amount)} at {Cents(row.Price)}: {Words(row.Reason)}{(row.Detail is { } detail ? $" ({detail})" : "")}.", OrderLink(row)),
        NotificationKind.ExitStranded => ($"{Mode(row)}An exit was not copied: {Market(row)}", StrandedExit.Say(EnumText.Parse<StrandReason>(row.Reason!), row.Detail is not null), "/positions"),
        NotificationKind.OrderUnknown => ($"{Mode(row)}Nobody knows what became of an order: {Market(row)}", $"{Side(row)} {Dollars(row.Amount)} at {Cents(row.Price)}. The venue is asked until it says; nothing is sent twice.", OrderLink(row)),
        NotificationKind.SettlementReversed => ($"{Mode(row)}A settlement was reversed: {Market(row)}", $"{Side(row)} of {row.Amount?.ToString("0.00##", CultureInfo.InvariantCulture) ?? "unknown"} shares at {Cents(row.Price)} failed on chain. It counts as never made.", OrderLink(row)),
        NotificationKind.TargetPaused => ("A target was paused", row.Detail ?? "Its trades are seen, not copied.", "/halts"),
        NotificationKind.HaltSet => (Halt(row), row.Detail ?? (row.Reason == "halt" ? "Only closing is allowed." : "Trades are seen, not copied."), "/halts"),
        NotificationKind.HaltReleased => (row.Outcome == "platform" ? "The operator lifted the halt" : row.Reason == "halt" ? "The halt was lifted" : "Trading was resumed", row.Detail is { Length: > 0 } why ? $"{Scope(row)} {char.ToUpperInvariant(why[0])}{why[1..].TrimEnd('.')}.".Trim() : Scope(row), "/halts"),
        NotificationKind.DailyLossReached => ($"{Mode(row)}The daily loss stop was hit", "Nothing more is bought today (UTC); sales go on.", "/activity"),
        NotificationKind.AlertReceived => ($"Alert from {row.Outcome}: {row.Title}", row.Reason == "ignore" ? "It is only written down." : "", AlertLink(row)),
        NotificationKind.AlertFailed => ($"An alert failed: {row.Title} from {row.Outcome}", row.Detail ?? "See what its job met.", AlertLink(row)),
        NotificationKind.JobParked => (row.Reason == "wake_agent" ? "Your agent could not be woken" : "What an alert asked for was given up", row.Detail ?? "", "/alerts/jobs"),
        NotificationKind.PositionsApart => ($"{Mode(row)}Books and wallet are apart: {Market(row)}", $"By {Apart(row.Amount)} for over a quarter of an hour, and nothing on its way explains it. Nothing is changed by itself: compare.", "/sync"),
        NotificationKind.WalletNotReady => ("The wallet is not ready", row.Reason ?? "", "/wallet"),
        _ => (NotificationKinds.WordsOf(kind), row.Detail ?? "", null),
    };

    private static string Rule(NewsRow row) => row.Reason switch
    {
        "stop_loss" => "Stop-loss",
        "take_profit" => "Take-profit",
        "trailing_stop" => "Trailing stop",
        _ => "A rule",
    };

    private static string Halt(NewsRow row) => row switch
    {
        { Outcome: "platform" } => "The operator halted all trading",
        { Outcome: "tenant", Reason: "halt" } => "Trading was halted",
        { Outcome: "tenant" } => "Trading was paused",
        { Reason: "halt" } => $"Trading was halted for one {row.Outcome}",
        _ => $"Trading was paused for one {row.Outcome}",
    };

    private static string Scope(NewsRow row) => row.Outcome is "tenant" or "platform" ? "" : $"For one {row.Outcome}.";

    private static string Market(NewsRow row) => row.Title is null ? "a market" : row.Outcome is null ? row.Title : $"{row.Outcome}, {row.Title}";

    // Never mixed up with money: made-up trades say so first.
    private static string Mode(NewsRow row) => row.Mode is null or "live" ? "" : $"[{row.Mode}] ";

    private static string Side(NewsRow row) => row.Side == "sell" ? "Sale" : "Purchase";

    private static string Words(string? code) => (code ?? "refused").Replace('_', ' ');

    private static string Dollars(decimal? value) => value is { } known ? "$" + known.ToString("0.00", CultureInfo.InvariantCulture) : "An unknown amount";

    // As on the pages: 47.2¢, and finer where the market's grid is.
    private static string Cents(decimal? price) => price is { } known ? (known * 100m).ToString("0.0###", CultureInfo.InvariantCulture) + "¢" : "an unknown price";

    private static string Apart(decimal? shares) => shares is { } known
        ? $"{Math.Abs(known).ToString("0.00##", CultureInfo.InvariantCulture)} shares ({(known > 0m ? "the wallet holds more" : "our books hold more")})" : "an unknown number of shares";

    private static string? RuleLink(NewsRow row) => row.Subject is { } id ? $"/rules/{id:D}" : null;

    private static string? AlertLink(NewsRow row) => row.Subject is { } id ? $"/alerts/{id:D}" : null;

    private static string? OrderLink(NewsRow row) => row.Subject is { } id ? $"/orders/{id:D}" : null;

    private static string Cut(string text, int most) => text.Length <= most ? text : string.Concat(text.AsSpan(0, most - 1), "…");
}
