using Microsoft.AspNetCore.Components.Routing;

namespace CopyTrade.Web.Layout;

/// <summary>A page in the navigation; <paramref name="Key"/> opens it after "g".</summary>
public sealed record ShellLink(string Group, string Text, string Href, string Icon, string Key)
{
    public static readonly IReadOnlyList<ShellLink> Trade =
    [
        new("Trade", "Home", "/", "home", "h"),
        new("Trade", "Activity", "/activity", "activity", "a"),
        new("Trade", "Targets", "/targets", "targets", "t"),
        new("Trade", "Positions", "/positions", "positions", "p"),
    ];

    /// <summary>Behind "More" on a phone: its bar has room for five.</summary>
    public static readonly IReadOnlyList<ShellLink> Control =
    [
        new("Trade", "Rules", "/rules", "shield", "r"),
        new("Trade", "Orders", "/orders", "orders", "o"),
        new("Trade", "Halts", "/halts", "stop", "x"),
        new("Trade", "Sync health", "/sync", "health", "y"),
        new("Trade", "Search", "/search", "search", "q"),
        new("Research", "Leaders", "/leaders", "star", "d"),
        new("Research", "Performance", "/performance", "leader", "f"),
        new("Research", "Day report", "/day", "audit", "b"),
        new("Research", "Copy gap", "/gap", "calc", "c"),
        new("Research", "Skips", "/skips", "skip", "k"),
    ];

    public static readonly IReadOnlyList<ShellLink> Account =
    [
        new("Account", "Wallet", "/wallet", "wallet", "w"),
        new("Account", "Signals", "/signals", "send", "i"),
        new("Account", "Alerts", "/alerts", "bolt", "l"),
        new("Account", "Paper", "/paper", "eye", "e"),
        new("Account", "Notifications", "/settings/notifications", "bell", "n"),
        new("Account", "Account", "/account", "user", "u"),
    ];

    public static readonly IReadOnlyList<ShellLink> Operate = [new("Operate", "Jobs", "/jobs", "jobs", "j"), new("Operate", "Settings", "/settings", "settings", "s")];

    /// <summary>Pages below it mark the link too, unless they have links of their own.</summary>
    public NavLinkMatch Match => Href is "/" or "/settings" ? NavLinkMatch.All : NavLinkMatch.Prefix;

    public static IEnumerable<ShellLink> For(ShellStatus? status) => [.. Trade, .. Control, .. Account, .. status?.IsOperator == true ? Operate : []];

    /// <summary>The count beside the name, with what it counts; null when there is none to show.</summary>
    public (int Count, string Of)? Badge(ShellStatus? status) => (Href, status) switch
    {
        ("/positions", { OpenPositions: > 0 and var open }) => (open, "open"),
        ("/jobs", { FailedJobs: > 0 and var failed }) => (failed, "failed"),
        _ => null,
    };
}
