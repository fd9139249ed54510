using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Rules;

namespace CopyTrade.Web.Features.Mirroring;

/// <summary>One story on a page of its own.</summary>
public sealed class StoryModel(IActivityQuery activity, IRuleLinesQuery rules, IStoryJson json, CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger<StoryModel> logger)
    : PageModel(tenants, changes, clock, logger)
{
    public Guid Decision { get; set; }

    public Part<StoryView> Story { get; } = new("the story");

    /// <summary>The decision made again, once somebody asked for it.</summary>
    public Part<Reevaluation>? Again { get; private set; }

    /// <summary>There is no such story of this tenant.</summary>
    public bool NotFound => Story.State == Shared.LoadState.Empty;

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Orders, ChangeKind.Positions, ChangeKind.Rules };

    public Task ReevaluateAsync()
    {
        if (Tenant is null) return Task.CompletedTask;
        Again = new("the decision");
        return Again.FindAsync(async () => await activity.FindAsync(Tenant, Decision, Stopped) is { } story ? Reevaluation.Of(story) : null, Logger, Stopped);
    }

    protected override Task ReadAsync(TenantRef tenant, CancellationToken ct) => Story.FindAsync(
        async () => await activity.FindAsync(tenant, Decision, ct) is { } story
            ? StoryView.Of(story, json, story.Order is { } order ? await rules.AttachmentAsync(tenant, order.Id, ct) : null) : null,
        Logger,
        ct);
}
