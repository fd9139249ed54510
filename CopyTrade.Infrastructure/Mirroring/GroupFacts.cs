using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>The small fills that wait, by follower, token and side, kept up to date as the batch is judged.</summary>
internal sealed class GroupFacts
{
    private readonly Dictionary<(TenantId, TargetKey, string Token, OrderSide), FillGroup> _waiting = [];

    /// <summary>Rows come oldest first.</summary>
    public void Add(WaitingRow row)
    {
        var key = (row.Tenant, row.TargetKey, row.Token, EnumText.Parse<OrderSide>(row.Side));
        _waiting[key] = _waiting.TryGetValue(key, out var group) ? group with { Members = [.. group.Members, row.ToMember()] } : new FillGroup(row.GroupId, [row.ToMember()]);
    }

    /// <summary>The group that this fill would join, without members whose window has passed; null when the follower does not add up.</summary>
    public FillGroup? For(Follower follower, ObservedFill fill)
    {
        if (!follower.Rules.Aggregates) return null;
        var begins = fill.FilledAt - TimeSpan.FromSeconds(follower.Rules.AggregateSeconds ?? 0);
        var group = _waiting.GetValueOrDefault(Key(follower, fill));
        IReadOnlyList<GroupMember> members = group is null ? [] : [.. group.Members.Where(member => member.FilledAt >= begins)];
        return members.Count > 0 ? group! with { Members = members } : new FillGroup(Guid.CreateVersion7(fill.ObservedAt), []);
    }

    /// <summary>Takes a decision into account for the fills after it: what was ordered waits no longer, what was too small waits.</summary>
    public void Apply(Follower follower, ObservedFill fill, FillGroup? group, MirrorDecision decision)
    {
        if (group is null) return;
        if (decision is MirrorDecision.Place) _waiting.Remove(Key(follower, fill));
        else if (decision is MirrorDecision.Skip { Reason: SkipReason.Accumulating })
            _waiting[Key(follower, fill)] = group with { Members = [.. group.Members, new GroupMember(fill.Id, fill.Shares, fill.Price, fill.FilledAt)] };
    }

    private static (TenantId, TargetKey, string, OrderSide) Key(Follower follower, ObservedFill fill) => (follower.Tenant.Tenant, follower.Target.Key, fill.Token.Value, fill.Side);
}
