using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Trading;

/// <summary>Who stopped what, since when, and why; and what was released.</summary>
public sealed class HaltsModel(IHaltHistory history, ITargetsQuery targets, IPositionsQuery positions, CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger<HaltsModel> logger)
    : PageModel(tenants, changes, clock, logger)
{
    private const int Shown = 100;

    public Part<IReadOnlyList<HaltRecord>> All { get; } = new("the halts");

    /// <summary>Book and name of every followed target.</summary>
    public IReadOnlyDictionary<string, string> Targets { get; private set; } = new Dictionary<string, string>();

    /// <summary>Condition and title of every market in which something is or was held.</summary>
    public IReadOnlyDictionary<string, string> Markets { get; private set; } = new Dictionary<string, string>();

    public IReadOnlyList<HaltRecord> Holding => [.. (All.Value ?? []).Where(halt => halt.ReleasedAt is null)];

    public IReadOnlyList<HaltRecord> Released => [.. (All.Value ?? []).Where(halt => halt.ReleasedAt is not null)];

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Halts, ChangeKind.Targets };

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
            Markets = (await positions.ListAsync(tenant, includeClosed: true, ct)).DistinctBy(position => position.Condition).ToDictionary(position => position.Condition.Value, position => position.Title ?? "Unnamed market");
            return await history.ListAsync(tenant, Shown, ct);
        },
        Logger,
        ct);
}
