using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Domain.Mirroring;

/// <summary>Runs the last trades of a followed wallet through the planner under rules that are not saved yet.</summary>
public interface IPolicyPreviewer
{
    /// <summary>The last trades, newest first. What the edit leaves out is as saved; nothing is stored and nothing ordered. Null when the target is not this tenant's.</summary>
    /// <param name="tenant">Whose target.</param>
    /// <param name="id">Which.</param>
    /// <param name="edit">The proposal.</param>
    /// <param name="trades">How many trades, 1 to 100.</param>
    /// <param name="ct">Stops it.</param>
    Task<IReadOnlyList<PreviewedFill>?> PreviewAsync(TenantRef tenant, TargetRowId id, TargetEdit edit, int trades, CancellationToken ct);
}
