using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;

namespace CopyTrade.Web.Features.Operations;

/// <summary>The runs of one job.</summary>
public sealed class JobModel(IJobsBoard board, CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger<JobModel> logger)
    : PageModel(tenants, changes, clock, logger)
{
    public const int Shown = 100;

    public string Name { get; set; } = "";

    /// <summary>Empty when there is no such job.</summary>
    public Part<IReadOnlyList<JobRun>> Runs { get; } = new("the runs");

    public JobRow? Job { get; private set; }

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Jobs };

    protected override Task ReadAsync(TenantRef tenant, CancellationToken ct) => Runs.FindAsync(
        async () =>
        {
            Job = (await board.ListAsync(ct)).FirstOrDefault(j => j.Name == Name);
            return await board.HistoryAsync(Name, Shown, ct);
        },
        Logger,
        ct);
}
