using CopyTrade.Domain.Notifications;

namespace CopyTrade.Web.Layout;

/// <summary>How a notification is drawn, in the bell, in lists and as a toast.</summary>
public static class NotificationLook
{
    public static string Icon(NotificationSeverity severity) => severity == NotificationSeverity.Info ? "info" : "warn";

    public static string? Tone(NotificationSeverity severity) => severity switch
    {
        NotificationSeverity.Critical => "note-critical",
        NotificationSeverity.Warning => "note-warning",
        _ => null,
    };

    public static Radzen.NotificationSeverity Toast(NotificationSeverity severity) => severity switch
    {
        NotificationSeverity.Critical => Radzen.NotificationSeverity.Error,
        NotificationSeverity.Warning => Radzen.NotificationSeverity.Warning,
        _ => Radzen.NotificationSeverity.Info,
    };

    /// <summary>Whoever looks at a page is told of what matters, and of a rule that has done its work.</summary>
    public static bool IsToast(Notification item) => item.Severity != NotificationSeverity.Info || item.Kind == NotificationKind.RuleSold;
}
