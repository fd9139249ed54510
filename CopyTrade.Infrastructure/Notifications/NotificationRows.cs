using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Notifications;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Notifications;

/// <summary>Rows that several readers share.</summary>
internal static class NotificationRows
{
    public const string Columns = "n.id, n.kind, n.severity, n.title, n.body, n.link, n.subject, n.happened_at, n.created_at";

    public static Notification Of(Row row) => new(
        row.Id, EnumText.Parse<NotificationKind>(row.Kind), EnumText.Parse<NotificationSeverity>(row.Severity), row.Title, row.Body, row.Link, row.Subject, row.HappenedAt, row.CreatedAt);

    /// <summary>Words that this version does not know are passed over: a newer host may have stored them.</summary>
    public static IReadOnlySet<NotificationKind> Told(string words) => words.Split(',').Select(word => EnumText.TryParse<NotificationKind>(word, out var kind) ? kind : (NotificationKind?)null).OfType<NotificationKind>().ToHashSet();

    public static async Task<QuietHours> QuietAsync(TenantScope scope, TenantRef tenant) =>
        await scope.QuerySingleOrDefaultAsync<QuietRow>("select zone, quiet_from::text as quiet_from, quiet_to::text as quiet_to, critical_passes from notification_quiet where billing_account_id = @Tenant", new { tenant.Tenant }) is { } row
            ? new QuietHours(row.Zone, Time(row.QuietFrom), Time(row.QuietTo), row.CriticalPasses) : QuietHours.None;

    private static TimeOnly? Time(string? text) => text is null ? null : TimeOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    public sealed record Row(Guid Id, string Kind, string Severity, string Title, string Body, string? Link, string? Subject, DateTimeOffset HappenedAt, DateTimeOffset CreatedAt);

    private sealed record QuietRow(string Zone, string? QuietFrom, string? QuietTo, bool CriticalPasses);
}
