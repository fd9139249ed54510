using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Targets.Leaving;
using CopyTrade.Tests.Web.Features.Fakes;

namespace CopyTrade.Tests.Web.Features.Targets;

/// <summary>Leavings in a list in memory; remembers what was asked.</summary>
internal sealed class FakeTargetExits : ITargetExits
{
    public List<TargetExit> Exits { get; } = [];

    public List<string> Asked { get; } = [];

    public Exception? Failure { get; set; }

    public string? Refusal { get; set; }

    public static TargetExit Exit(CopyTarget target, DateTimeOffset until, TargetExitState state = TargetExitState.Leaving, string? note = null) => new(
        new(Guid.NewGuid()), target.Id, target.Key.ToString(), PageData.Tenant.Owner, PageData.Now.AddHours(-1), until, state, note, state is TargetExitState.Leaving or TargetExitState.Closing ? null : PageData.Now);

    public Task<TargetExitChange> BeginAsync(TenantRef tenant, TargetRowId target, DateTimeOffset? until, CancellationToken ct)
    {
        Asked.Add($"leave {until:yyyy-MM-dd HH:mm}".TrimEnd());
        if (Refusal is not null) return Task.FromResult<TargetExitChange>(new TargetExitChange.Refused("until_invalid", Refusal));
        var exit = new TargetExit(new(Guid.NewGuid()), target, "book", tenant.Owner, PageData.Now, until ?? PageData.Now, until is null ? TargetExitState.Closing : TargetExitState.Leaving, null, null);
        Exits.RemoveAll(one => one.Target == target);
        Exits.Add(exit);
        return Task.FromResult<TargetExitChange>(new TargetExitChange.Done(exit));
    }

    public Task<TargetExitChange> TakeBackAsync(TenantRef tenant, TargetRowId target, CancellationToken ct)
    {
        Asked.Add("stay");
        var exit = Exits.Single(one => one.Target == target);
        Exits.Remove(exit);
        return Task.FromResult<TargetExitChange>(new TargetExitChange.Done(exit with { State = TargetExitState.GivenUp, EndedAt = PageData.Now }));
    }

    public Task<IReadOnlyList<TargetExit>> ListAsync(TenantRef tenant, CancellationToken ct) => Failure is null ? Task.FromResult<IReadOnlyList<TargetExit>>([.. Exits.Where(exit => exit.IsOpen)]) : throw Failure;

    public Task<TargetExit?> FindAsync(TenantRef tenant, TargetRowId target, CancellationToken ct) => Failure is null ? Task.FromResult(Exits.Find(exit => exit.Target == target)) : throw Failure;
}
