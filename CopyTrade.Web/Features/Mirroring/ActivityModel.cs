using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Web.Features.Mirroring;

/// <summary>The stories of a tenant, newest first, with what was loaded kept while new ones arrive.</summary>
public sealed class ActivityModel(
    IActivityQuery activity,
    ITargetsQuery targets,
    IRuleLinesQuery rules,
    IStoryJson json,
    CurrentTenant tenants,
    IChangeFeed changes,
    TimeProvider clock,
    ILogger<ActivityModel> logger) : PageModel(tenants, changes, clock, logger)
{
    public const int PageSize = 50;
    private const int MostRefreshed = 200;
    private readonly List<ActivityLine> _lines = [];
    private List<ActivityRow> _waiting = [];
    private string? _next;

    public ActivityFilter Filter { get; private set; } = ActivityAddress.Read(null, null, null, null);

    public Part<ActivityPage> Page { get; } = new("the activity");

    public Part<ActivityCounts> Today { get; } = new("today's counts");

    public Part<ActivityCounts> Ever { get; } = new("the counts");

    public Part<IReadOnlyList<TargetCard>> Targets { get; } = new("your targets");

    /// <summary>A new object after every change, so that the grid knows.</summary>
    public IReadOnlyList<ActivityLine> Lines { get; private set; } = [];

    /// <summary>Stories that arrived while the reader was further down; shown when asked for.</summary>
    public int Waiting => _waiting.Count;

    public bool HasOlder => _next is not null;

    public bool LoadingOlder { get; private set; }

    /// <summary>The reader looks at the newest line, so new ones may push the list down.</summary>
    public bool AtTop { get; set; } = true;

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Orders, ChangeKind.Positions, ChangeKind.Targets };

    /// <summary>Shows another selection, from its first page.</summary>
    public async Task SelectAsync(ActivityFilter filter)
    {
        if (filter == Filter && Lines.Count > 0) return;
        Filter = filter;
        (_next, _waiting) = (null, []);
        _lines.Clear();
        Lines = [];
        await LoadAsync();
    }

    public async Task LoadOlderAsync()
    {
        if (Tenant is null || _next is null || LoadingOlder) return;
        LoadingOlder = true;
        var filter = Filter;
        try
        {
            ActivityPage? older = null;
            var part = new Part<ActivityPage>("older activity");
            await part.ReadAsync(async () => older = await activity.PageAsync(Tenant, filter, _next, PageSize, Stopped), Logger, Stopped);
            OlderError = part.Error;
            if (older is null || filter != Filter) return; // Chosen meanwhile: these are of another selection.
            var known = _lines.Select(l => l.Row.DecisionId).ToHashSet();
            _lines.AddRange(older.Rows.Where(r => known.Add(r.DecisionId)).Select(r => new ActivityLine(r)));
            _next = older.Next;
            Lines = [.. _lines];
        }
        finally
        {
            LoadingOlder = false;
        }
    }

    public string? OlderError { get; private set; }

    public void ShowWaiting()
    {
        _lines.InsertRange(0, _waiting.Select(r => new ActivityLine(r)));
        _waiting = [];
        Lines = [.. _lines];
    }

    public async Task OpenAsync(ActivityLine line)
    {
        line.IsOpen = true;
        await ReadStoryAsync(line);
    }

    public Task ReadStoryAsync(ActivityLine line) => Tenant is null ? Task.CompletedTask : line.Story.FindAsync(
        async () => await activity.FindAsync(Tenant, line.Row.DecisionId, Stopped) is { } story
            ? StoryView.Of(story, json, story.Order is { } order ? await rules.AttachmentAsync(Tenant, order.Id, Stopped) : null) : null,
        Logger,
        Stopped);

    public Task ReevaluateAsync(ActivityLine line)
    {
        if (Tenant is null) return Task.CompletedTask;
        line.Again = new("the decision");
        return line.Again.FindAsync(async () => await activity.FindAsync(Tenant, line.Row.DecisionId, Stopped) is { } story ? Reevaluation.Of(story) : null, Logger, Stopped);
    }

    protected override async Task ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        var (midnight, filter) = (new DateTimeOffset(Now.UtcDateTime.Date, TimeSpan.Zero), Filter);
        await Page.ReadAsync(() => activity.PageAsync(tenant, filter, null, Math.Clamp(_lines.Count + _waiting.Count, PageSize, MostRefreshed), ct), Logger, ct);
        await Today.ReadAsync(() => activity.CountAsync(tenant, midnight, ct), Logger, ct);
        await Ever.ReadAsync(() => activity.CountAsync(tenant, null, ct), Logger, ct);
        await Targets.ReadAsync(() => targets.ListAsync(tenant, ct), Logger, ct);
        if (Page is { Value: { } page, Error: null }) await MergeAsync(page, filter);
    }

    // Whenever something was waited for, another filter may have been chosen: what was read for the former one is not shown under it.
    private async Task MergeAsync(ActivityPage page, ActivityFilter filter)
    {
        if (filter != Filter) return;
        var byId = _lines.ToDictionary(l => l.Row.DecisionId);
        var moved = new List<ActivityLine>();
        foreach (var row in page.Rows)
        {
            if (!byId.TryGetValue(row.DecisionId, out var line) || line.Row == row) continue;
            line.Row = row;
            if (line.IsOpen) moved.Add(line);
        }

        await DropLeftAsync(page);
        if (filter != Filter) return;
        if (_lines.Count == 0)
        {
            _lines.AddRange(page.Rows.Select(r => new ActivityLine(r)));
            _next = page.Next;
        }
        else
        {
            var shown = _lines[0].Row.DecidedAt;
            var fresh = page.Rows.Where(r => !byId.ContainsKey(r.DecisionId) && r.DecidedAt >= shown).ToList();
            if (AtTop && _lines.Count <= MostRefreshed) _lines.InsertRange(0, fresh.Select(r => new ActivityLine(r)));
            else _waiting = fresh;
            if (AtTop) _waiting = [];
        }

        Lines = [.. _lines];
        foreach (var line in moved) await ReadStoryAsync(line);
    }

    /// <summary>A story that moved on may no longer belong to the filter; one that is being read stays, brought up to date.</summary>
    private async Task DropLeftAsync(ActivityPage page)
    {
        var there = page.Rows.Select(r => r.DecisionId).ToHashSet();
        var reach = page.Next is null || page.Rows.Count == 0 ? DateTimeOffset.MinValue : page.Rows[^1].DecidedAt;
        foreach (var line in _lines.Where(l => l.Row.DecidedAt > reach && !there.Contains(l.Row.DecisionId)).ToList())
        {
            if (line.IsOpen) await ReadStoryAsync(line);
            if (line is { IsOpen: true, Story.Value.Story.Row: { } row }) line.Row = row;
            else _lines.Remove(line);
        }
    }
}
