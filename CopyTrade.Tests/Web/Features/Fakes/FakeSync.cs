using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Tests.Web.Features.Fakes;

/// <summary>Sync health, budgets and halts over lists in memory.</summary>
public sealed class FakeSync : ISyncHealthQuery, IRequestBudgets, IHaltHistory
{
    public SyncHealth Health { get; set; } = new(null, 0, 0, PageData.Now.AddSeconds(-20));

    public List<RequestBudgetState> Budgets { get; } = [];

    public List<HaltRecord> Halts { get; } = [];

    public Exception? Failure { get; set; }

    Task<SyncHealth> ISyncHealthQuery.ReadAsync(TenantRef tenant, CancellationToken ct) => Answer(Health);

    IReadOnlyList<RequestBudgetState> IRequestBudgets.Snapshot() => Budgets;

    Task<IReadOnlyList<HaltRecord>> IHaltHistory.ListAsync(TenantRef tenant, int limit, CancellationToken ct) => Answer<IReadOnlyList<HaltRecord>>([.. Halts.Take(limit)]);

    private Task<T> Answer<T>(T value) => Failure is null ? Task.FromResult(value) : Task.FromException<T>(Failure);
}
