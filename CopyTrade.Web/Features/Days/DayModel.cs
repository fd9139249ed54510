using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Research.Days;

namespace CopyTrade.Web.Features.Days;

/// <summary>The report of one UTC day. Without a choice it is yesterday's, or today's while there was no yesterday.</summary>
public sealed class DayModel(IDayReports reports, CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger<DayModel> logger) : PageModel(tenants, changes, clock, logger)
{
    /// <summary>The day asked for; null leaves it to what there is.</summary>
    public DateOnly? Asked { get; private set; }

    /// <summary>Empty when nothing was decided, held or traded that day; the value is there all the same.</summary>
    public Part<DayReport> Report { get; } = new("the day", report => report.Outcomes.Count == 0 && report.Gap.Report.Trades.Count == 0);

    public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    public DateOnly Day => Report.Value?.Day ?? Asked ?? Today.AddDays(-1);

    // Reckoned from whole histories: not for every change.
    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind>();

    protected override TimeSpan RefreshEvery => TimeSpan.FromMinutes(2);

    /// <summary>Shows another day; one that has not come is today.</summary>
    public Task SelectAsync(DateOnly? day)
    {
        Asked = day > Today ? Today : day;
        return LoadAsync();
    }

    protected override Task ReadAsync(TenantRef tenant, CancellationToken ct) => Report.ReadAsync(
        async () =>
        {
            if (Asked is { } day) return await reports.ReadAsync(tenant, day, ct);
            var yesterday = await reports.ReadAsync(tenant, Today.AddDays(-1), ct);
            return yesterday.FirstDay is { } first && first < Today ? yesterday : await reports.ReadAsync(tenant, Today, ct);
        },
        Logger,
        ct);
}
