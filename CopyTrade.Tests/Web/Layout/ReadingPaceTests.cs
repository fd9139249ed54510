using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Layout;

namespace CopyTrade.Tests.Web.Layout;

public sealed class ReadingPaceTests
{
    private readonly ManualTimeProvider _clock = Pages.Clock();

    [Fact]
    public async Task Read_ManyPages_GoTwoAtATimeAndAllInTheEnd()
    {
        var pace = new ReadingPace(2, _clock);
        var (gates, begun, most) = (Enumerable.Range(0, 30).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray(), 0, 0);
        var now = 0;
        var readings = gates.Select(gate => pace.ReadAsync(
            async () =>
            {
                Interlocked.Increment(ref begun);
                most = Math.Max(most, Interlocked.Increment(ref now));
                await gate.Task;
                Interlocked.Decrement(ref now);
            },
            CancellationToken.None)).ToArray();

        Assert.Equal(2, begun);
        foreach (var gate in gates) gate.SetResult();
        await Task.WhenAll(readings).WaitAsync(Wait.Limit);

        Assert.Equal((30, 2), (begun, most));
    }

    [Fact]
    public async Task Read_PageThatHangs_KeepsTheOthersWaitingForOneTurn()
    {
        var (pace, never) = (new ReadingPace(1, _clock), new TaskCompletionSource());
        var hanging = pace.ReadAsync(() => never.Task, CancellationToken.None);
        var next = pace.ReadAsync(() => Task.CompletedTask, CancellationToken.None);
        await _clock.TimerSetAsync(ReadingPace.LongestTurn);
        Assert.False(next.IsCompleted);

        _clock.Advance(ReadingPace.LongestTurn);
        await next.WaitAsync(Wait.Limit);

        Assert.False(hanging.IsCompleted);
        never.SetException(new InvalidOperationException("late"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => hanging);   // what it comes to is still heard
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Read_ThatFails_LeavesItsPlace(bool atOnce)
    {
        var pace = new ReadingPace(1, _clock);

        await Assert.ThrowsAsync<TimeoutException>(() => pace.ReadAsync(() => atOnce ? throw new TimeoutException() : Task.FromException(new TimeoutException()), CancellationToken.None));

        await pace.ReadAsync(() => Task.CompletedTask, CancellationToken.None).WaitAsync(Wait.Limit);
    }

    [Fact]
    public async Task Read_PageLeftWhileItWaits_NeverReads()
    {
        var (pace, first, isRead) = (new ReadingPace(1, _clock), new TaskCompletionSource(), false);
        using var left = new CancellationTokenSource();
        var reading = pace.ReadAsync(() => first.Task, CancellationToken.None);
        var waiting = pace.ReadAsync(() => { isRead = true; return Task.CompletedTask; }, left.Token);

        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        first.SetResult();
        await reading;

        Assert.False(isRead);
    }
}
