using System.Collections.Immutable;
using CopyTrade.Domain.Operations;

namespace CopyTrade.Infrastructure.Operations;

/// <summary>Whoever keeps a budget names itself here, so that a page can show it.</summary>
internal sealed class RequestBudgets : IRequestBudgets
{
    private ImmutableList<Func<IEnumerable<RequestBudgetState>>> _keepers = [];

    public void Add(Func<IEnumerable<RequestBudgetState>> keeper) => ImmutableInterlocked.Update(ref _keepers, keepers => keepers.Add(keeper));

    public IReadOnlyList<RequestBudgetState> Snapshot() => [.. _keepers.SelectMany(keeper => keeper())];
}
