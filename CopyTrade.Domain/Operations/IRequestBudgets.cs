namespace CopyTrade.Domain.Operations;

/// <summary>The budgets of requests of this process. Thread-safe.</summary>
public interface IRequestBudgets
{
    /// <summary>Every budget that was drawn on, in the order of first sight.</summary>
    IReadOnlyList<RequestBudgetState> Snapshot();
}
