using System.Collections.Concurrent;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Placing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Infrastructure.Trading.Placing;

public sealed class OrderGatheringTests : IDisposable
{
    private readonly ConcurrentQueue<OrderId[]> _batches = new();
    private readonly ConcurrentQueue<OrderId> _alone = new();
    private readonly SemaphoreSlim _begun = new(0);
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _failure;

    public void Dispose() => _begun.Dispose();

    [Fact]
    public async Task Ask_WhileOthersAreDone_GoesWithThoseThatWaitToo()
    {
        var gathering = Make();
        var first = await BeginAsync(gathering);
        OrderAsk<int>[] waiting = [Ask(), Ask(), Ask()];

        var answers = waiting.Select(ask => gathering.AskAsync(ask, CancellationToken.None)).ToArray();
        _gate.SetResult();
        await Task.WhenAll([first, .. answers]);

        Assert.Equal([1, 3], _batches.Select(batch => batch.Length));
        Assert.Equal(waiting.Select(ask => ask.Order), _batches.Last());
    }

    [Fact]
    public async Task Ask_SameOrderTwice_IsNeverTwiceInOneTransaction()
    {
        var gathering = Make();
        var first = await BeginAsync(gathering);
        var ask = Ask();

        Task<int>[] answers = [gathering.AskAsync(ask, CancellationToken.None), gathering.AskAsync(ask, CancellationToken.None)];
        _gate.SetResult();
        await Task.WhenAll([first, .. answers]);

        Assert.Equal([1, 1, 1], _batches.Select(batch => batch.Length));
    }

    [Fact]
    public async Task Ask_BatchFails_EachIsDoneAlone()
    {
        var gathering = Make();
        var first = await BeginAsync(gathering);
        OrderAsk<int>[] waiting = [Ask(), Ask()];

        var answers = waiting.Select(ask => gathering.AskAsync(ask, CancellationToken.None)).ToArray();
        _failure = new InvalidOperationException("refused");
        _gate.SetResult();

        int[] all = await Task.WhenAll(answers);
        Assert.Equal([2, 2], all);
        Assert.Equal(waiting.Select(ask => ask.Order).ToHashSet(), [.. _alone]);
        await first;
    }

    [Fact]
    public async Task Ask_AnswerToTheCommitIsLost_NothingIsDoneAgain()
    {
        var gathering = Make();
        var first = await BeginAsync(gathering);

        Task<int>[] answers = [gathering.AskAsync(Ask(), CancellationToken.None), gathering.AskAsync(Ask(), CancellationToken.None)];
        _failure = new CommitUnknownException(new TimeoutException());
        _gate.SetResult();

        foreach (var answer in answers) await Assert.ThrowsAsync<CommitUnknownException>(() => answer);
        Assert.Empty(_alone);
        await first;
    }

    [Fact]
    public async Task Ask_StoppedWhileItWaits_IsNotBegun()
    {
        var gathering = Make();
        var first = await BeginAsync(gathering);
        using var stop = new CancellationTokenSource();

        var answer = gathering.AskAsync(Ask(), stop.Token);
        await stop.CancelAsync();
        _gate.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        await first;
        Assert.Single(_batches);
    }

    private static OrderAsk<int> Ask() => new(new TenantRef(new TenantId(Guid.NewGuid()), new UserId(Guid.NewGuid())), new OrderId(Guid.NewGuid()), 0);

    private OrderGathering<int, int> Make() => new(1, 100, TogetherAsync, AloneAsync, NullLogger.Instance);

    /// <summary>One that holds the only place until the gate opens.</summary>
    private async Task<Task<int>> BeginAsync(OrderGathering<int, int> gathering)
    {
        var first = gathering.AskAsync(Ask(), CancellationToken.None);
        await _begun.WaitAsync();
        return first;
    }

    private async Task<IReadOnlyDictionary<OrderId, int>> TogetherAsync(IReadOnlyList<GatheredOrder<int, int>> orders, CancellationToken ct)
    {
        var isFirst = _batches.IsEmpty;
        _batches.Enqueue([.. orders.Select(order => order.Order)]);
        _begun.Release();
        await _gate.Task;
        if (!isFirst && _failure is { } failure) throw failure;
        return orders.ToDictionary(order => order.Order, _ => 1);
    }

    private Task<int> AloneAsync(OrderAsk<int> ask, CancellationToken ct)
    {
        _alone.Enqueue(ask.Order);
        return Task.FromResult(2);
    }
}
