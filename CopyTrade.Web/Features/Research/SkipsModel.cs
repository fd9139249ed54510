using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Web.Features.Research;

/// <summary>What was skipped, what that would have made, and what another value of one rule would have done.</summary>
public sealed class SkipsModel(ISkipLedger skips, ITargetsQuery targets, CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger<SkipsModel> logger) : PageModel(tenants, changes, clock, logger)
{
    public const int PageSize = 25;
    private const int MostTried = 2_000;
    private IReadOnlyList<WhatIfTrade>? _trades;
    private SkipSelection? _read;

    public SkipSelection Selection { get; private set; } = SkipSelection.Read(null, null, null, null);

    public Part<IReadOnlyList<SkipReasonSum>> Reasons { get; } = new("the reasons", reasons => reasons.Count == 0);

    public Part<SkipPage> Page { get; } = new("the skips");

    /// <summary>Cursor of the next older page; null on the last one, and until the chosen list is read.</summary>
    public string? Next => _read == Selection ? Page.Value?.Next : null;

    public Part<IReadOnlyList<TargetCard>> Targets { get; } = new("your targets");

    public WhatIfSpec Spec { get; private set; } = WhatIfSpec.All[0];

    /// <summary>The value on the slider, in the unit that people read; null before the decisions were read.</summary>
    public decimal? Tried { get; private set; }

    /// <summary>Empty while nothing was decided in the period.</summary>
    public Part<WhatIf> WhatIf { get; } = new("the trial");

    /// <summary>How many decisions were judged again; all, or the newest of very many.</summary>
    public int Judged => _trades?.Count ?? 0;

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind>();

    protected override TimeSpan RefreshEvery => TimeSpan.FromMinutes(2);

    public Task SelectAsync(SkipSelection selection)
    {
        if (selection.Span != Selection.Span || selection.Target != Selection.Target) (_trades, Tried) = (null, null);
        Selection = selection;
        return LoadAsync();
    }

    public Task TryAsync(WhatIfSpec spec)
    {
        (Spec, Tried) = (spec, null);
        return TryAsync();
    }

    public Task TryAsync(decimal value)
    {
        Tried = Math.Clamp(value, Spec.Least, Spec.Most);
        return TryAsync();
    }

    protected override async Task ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        var chosen = Selection;
        var filter = chosen.FilterAt(Now);
        await Reasons.ReadAsync(() => skips.ReasonsAsync(tenant, filter, ct), Logger, ct);
        await Page.ReadAsync(
            async () =>
            {
                var page = await skips.PageAsync(tenant, filter, chosen.After, PageSize, ct);
                _read = chosen;
                return page;
            },
            Logger,
            ct);
        await Targets.ReadAsync(() => targets.ListAsync(tenant, ct), Logger, ct);
        // Decisions never change and new ones matter little here: read once for a period.
        if (_trades is null) await TryAsync();
    }

    private Task TryAsync() => Tenant is null ? Task.CompletedTask : WhatIf.FindAsync(
        async () =>
        {
            _trades ??= await skips.TradesAsync(Tenant, Selection.Target, Selection.FilterAt(Now).Since, MostTried, Stopped);
            if (_trades.Count == 0) return null;
            Tried ??= Spec.Usual(_trades);
            return Domain.Research.Copies.WhatIf.Run(_trades, Spec.Field, Tried.Value * Spec.Scale);
        },
        Logger,
        Stopped);
}
