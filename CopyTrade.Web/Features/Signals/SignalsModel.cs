using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Signals;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Signals;

namespace CopyTrade.Web.Features.Signals;

/// <summary>External intents: what came, what became of it, and the rules by which it is judged.</summary>
public sealed class SignalsModel(
    ISignalsQuery signals,
    ISignalProfiles profiles,
    ISignalHealth health,
    IPositionDriftQuery drift,
    CurrentTenant tenants,
    IChangeFeed changes,
    TimeProvider clock,
    ILogger<SignalsModel> logger) : PageModel(tenants, changes, clock, logger)
{
    public const int Shown = 40;

    public Part<SignalStats> Stats { get; } = new("the figures");

    public Part<IReadOnlyList<SignalRow>> Recent { get; } = new("the intents", rows => rows.Count == 0);

    public Part<IReadOnlyList<SignalRefusal>> Refused { get; } = new("the rejections", rows => rows.Count == 0);

    public Part<IReadOnlyList<SignalProfile>> Profiles { get; } = new("the profiles", rows => rows.Count == 0);

    public Part<IReadOnlyList<SignalGeneratorState>> Generators { get; } = new("the generators", rows => rows.Count == 0);

    public Part<IReadOnlyList<PositionDrift>> Drift { get; } = new("the comparison of positions");

    /// <summary>Null while nothing is edited.</summary>
    public SignalForm? Form { get; private set; }

    /// <summary>The profile that is edited; null for a new one.</summary>
    public SignalProfile? Edited { get; private set; }

    public (string Profile, IReadOnlyList<SignalHealthItem> Items)? Health { get; private set; }

    public (string Profile, ReplayReport Report, bool IsSame)? Replayed { get; private set; }

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Signals, ChangeKind.Orders, ChangeKind.Positions };

    public void New() => (Form, Edited, Problem) = (new SignalForm(), null, null);

    public void Edit(SignalProfile profile) => (Form, Edited, Problem) = (SignalForm.Of(profile), profile, null);

    public void Leave() => (Form, Edited, Problem) = (null, null, null);

    public async Task<bool> SaveAsync()
    {
        if (Form is not { } form) return false;
        var (terms, problem) = form.Read();
        Problem = problem;
        if (terms is null) return false;
        var by = await UserNameAsync();
        return await ChangeAsync(tenant => Edited is { } edited
            ? profiles.ChangeAsync(tenant, edited.Id, terms, by, Lasting)
            : profiles.CreateAsync(tenant, form.Name.Trim(), terms, by, Lasting));
    }

    public Task<bool> CloseAsync(SignalProfile profile) => ChangeAsync(async tenant => await profiles.CloseAsync(tenant, profile.Id, await UserNameAsync(), Lasting));

    public Task CheckAsync(SignalProfile profile) => ActAsync(async tenant =>
    {
        Health = (profile.Name, await health.CheckAsync(tenant, profile, Stopped));
        return null;
    });

    /// <summary>Judges the lines twice; the two reports have to be the same to the byte (R1.16).</summary>
    public void Replay(SignalProfile profile, IReadOnlyList<string> lines)
    {
        var (first, second) = (SignalReplay.Run(lines, profile.Terms), SignalReplay.Run(lines, profile.Terms));
        Replayed = (profile.Name, first, ReplayText.Write(first) == ReplayText.Write(second));
    }

    protected override async Task ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        await Stats.ReadAsync(() => signals.StatsAsync(tenant, ct), Logger, ct);
        await Recent.ReadAsync(() => signals.RecentAsync(tenant, Shown, ct), Logger, ct);
        await Refused.ReadAsync(() => signals.RefusedAsync(tenant, Shown, ct), Logger, ct);
        await Profiles.ReadAsync(() => profiles.ListAsync(tenant, ct), Logger, ct);
        await Generators.ReadAsync(() => signals.GeneratorsAsync(ct), Logger, ct);
        await Drift.ReadAsync(() => drift.ListAsync(tenant, ct), Logger, ct);
    }

    private async Task<bool> ChangeAsync(Func<TenantRef, Task<SignalProfileChange>> change)
    {
        var isDone = await ActAsync(async tenant => (await change(tenant) as SignalProfileChange.Refused)?.Message);
        if (isDone) Leave();
        return isDone;
    }
}
