using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Targets.Leaving;
using CopyTrade.Domain.Trading;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Trading;

/// <summary>Who stopped what, since when, and why; and what was released.</summary>
public sealed class HaltsModel(IHaltHistory history, ITargetsQuery targets, IPositionsQuery positions, CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger<HaltsModel> logger, ITargetExits? exits = null)
    : PageModel(tenants, changes, clock, logger)
{
    public const int Shown = 100;

    public Part<IReadOnlyList<HaltRecord>> All { get; } = new("the halts");

    /// <summary>Book and name of every followed target.</summary>
    public IReadOnlyDictionary<string, string> Targets { get; private set; } = new Dictionary<string, string>();

    /// <summary>Condition and title of every market in which something is or was held.</summary>
    public IReadOnlyDictionary<string, string> Markets { get; private set; } = new Dictionary<string, string>();

    /// <summary>Books of targets that are being left: lifting the halt of one means staying with it.</summary>
    public IReadOnlySet<string> Leaving { get; private set; } = new HashSet<string>();

    public IReadOnlyList<HaltRecord> Holding => [.. (All.Value ?? []).Where(halt => halt.ReleasedAt is null)];

    public IReadOnlyList<HaltRecord> Released => [.. (All.Value ?? []).Where(halt => halt.ReleasedAt is not null)];

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Halts, ChangeKind.Targets };

    /// <summary>Its owner may release it; what an operator set for this account stays until an operator releases it.</summary>
    public bool IsMine(HaltRecord halt) => halt.Scope != HaltScope.Platform && halt.SetBy == Tenant?.Owner;

    public string What(HaltScope scope, string? subject) => scope switch
    {
        HaltScope.Book => Targets.GetValueOrDefault(subject ?? "", TargetNames.Gone),
        HaltScope.Market => Markets.GetValueOrDefault(subject ?? "") ?? Format.ShortAddress(subject ?? ""),
        HaltScope.Platform => "Everybody",
        _ => "Your account",
    };

    public string Who(UserId? by) => by == Tenant?.Owner ? "you" : "an operator";

    protected override Task ReadAsync(TenantRef tenant, CancellationToken ct) => All.ReadAsync(
        async () =>
        {
            Targets = TargetNames.ByBook(await targets.ListAsync(tenant, ct));
            Leaving = exits is null ? Leaving : (await exits.ListAsync(tenant, ct)).Select(exit => exit.Book).ToHashSet();
            Markets = (await positions.ListAsync(tenant, includeClosed: true, ct)).DistinctBy(position => position.Condition).ToDictionary(position => position.Condition.Value, position => position.Title ?? "Unnamed market");
            return await history.ListAsync(tenant, Shown, ct);
        },
        Logger,
        ct);
}
