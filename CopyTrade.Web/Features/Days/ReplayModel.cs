using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Research.Days;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Web.Features.Days;

/// <summary>A followed wallet's last 24 hours under the reader's rules.</summary>
public sealed class ReplayModel(IDayReplays replays, ITargetsQuery targets, CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger<ReplayModel> logger) : PageModel(tenants, changes, clock, logger)
{
    public TargetRowId Id { get; set; }

    public Part<CopyTarget> Target { get; } = new("the target");

    /// <summary>Empty when none was ever asked for.</summary>
    public Part<DayReplay> Replay { get; } = new("the replay");

    /// <summary>One is being made.</summary>
    public bool IsUnderway => Replay.Value?.IsUnderway(Now) is true;

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Targets };

    protected override TimeSpan RefreshEvery => TimeSpan.FromMinutes(1);

    public Task AskAsync() => ActAsync(async tenant => await replays.RequestAsync(tenant, Id, Lasting) ? null : "This wallet is not followed any more.");

    protected override async Task ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        await Target.FindAsync(() => targets.FindAsync(tenant, Id, ct), Logger, ct);
        await Replay.FindAsync(() => replays.FindAsync(tenant, Id, ct), Logger, ct);
    }
}
