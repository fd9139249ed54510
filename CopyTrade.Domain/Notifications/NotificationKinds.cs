using static CopyTrade.Domain.Notifications.NotificationSeverity;

namespace CopyTrade.Domain.Notifications;

/// <summary>The one table of what people are told of: how much it matters, in whose words, and whether a new channel tells it.</summary>
public static class NotificationKinds
{
    private static readonly Dictionary<NotificationKind, (NotificationSeverity Severity, string Words, bool ByDefault)> Table = new()
    {
        [NotificationKind.RuleFired] = (Warning, "A rule fired", true),
        [NotificationKind.RuleSold] = (Info, "A rule sold everything", true),
        [NotificationKind.RuleFailed] = (Critical, "A rule could not sell", true),
        [NotificationKind.RuleExpired] = (Info, "A rule expired", true),
        [NotificationKind.RuleWaits] = (Critical, "A rule waits for your word", true),
        [NotificationKind.CopyPlaced] = (Info, "A trade was copied", false),
        [NotificationKind.OrderFailed] = (Warning, "An order failed", true),
        [NotificationKind.OrderUnknown] = (Critical, "An order's outcome is unknown", true),
        [NotificationKind.SettlementReversed] = (Critical, "A settlement was reversed", true),
        [NotificationKind.HaltSet] = (Critical, "Trading was paused or halted", true),
        [NotificationKind.HaltReleased] = (Info, "Trading was resumed", true),
        [NotificationKind.DailyLossReached] = (Critical, "The daily loss stop was hit", true),
        [NotificationKind.TargetPaused] = (Warning, "A target was paused", true),
        [NotificationKind.WalletNotReady] = (Critical, "The wallet is not ready", true),
        [NotificationKind.FeedSilent] = (Critical, "A feed is silent", true),
        [NotificationKind.ClockSkew] = (Critical, "The clock is wrong", true),
        [NotificationKind.AlertReceived] = (Info, "An alert arrived", false),
        [NotificationKind.AlertFailed] = (Warning, "An alert failed", true),
        [NotificationKind.JobParked] = (Warning, "A job was given up", true),
        [NotificationKind.WakeUp] = (Warning, "A wake-up", false),
        [NotificationKind.PositionsApart] = (Warning, "Books and wallet are apart", true),
        [NotificationKind.ExitStranded] = (Critical, "An exit was not copied", true),
        [NotificationKind.Test] = (Info, "A test", false),
    };

    /// <summary>Those that a person chooses among, in the order of the matrix.</summary>
    public static IReadOnlyList<NotificationKind> Chosen { get; } = [.. Enum.GetValues<NotificationKind>().Where(kind => kind != NotificationKind.Test)];

    /// <summary>What a new channel tells.</summary>
    public static IReadOnlySet<NotificationKind> Default { get; } = Chosen.Where(kind => Table[kind].ByDefault).ToHashSet();

    /// <summary>How much it matters.</summary>
    public static NotificationSeverity SeverityOf(NotificationKind kind) => Table[kind].Severity;

    /// <summary>In a few words, for settings and titles.</summary>
    public static string WordsOf(NotificationKind kind) => Table[kind].Words;
}
