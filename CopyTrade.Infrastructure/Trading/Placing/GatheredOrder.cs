using CopyTrade.Domain.Trading;

namespace CopyTrade.Infrastructure.Trading.Placing;

/// <summary>An order of a batch, with the flow of whoever asked: what is logged about it carries that one's names.</summary>
internal sealed class GatheredOrder<T, TAnswer>(OrderAsk<T> ask, CancellationToken ct)
{
    private readonly ExecutionContext? _flow = ExecutionContext.Capture();
    private readonly TaskCompletionSource<TAnswer> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public OrderAsk<T> Ask { get; } = ask;

    public OrderId Order => Ask.Order;

    public CancellationToken Stop { get; } = ct;

    public Task<TAnswer> Answer => _done.Task;

    public void Complete(TAnswer answer) => _done.TrySetResult(answer);

    public void Fail(Exception e)
    {
        if (e is OperationCanceledException && Stop.IsCancellationRequested) _done.TrySetCanceled(Stop);
        else _done.TrySetException(e);
    }

    /// <summary>Does it in the flow of whoever asked.</summary>
    public Task<TResult> InFlow<TResult>(Func<Task<TResult>> work)
    {
        if (_flow is null) return work();
        Task<TResult>? running = null;
        ExecutionContext.Run(_flow, _ => running = work(), null);
        return running!;
    }
}
