using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Observation;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Venue.Rest;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Venue.Rest;

public sealed class RequestBudgetsTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly RequestBudgets _budgets = new();

    [Fact]
    public async Task Snapshot_OfTheGate_CountsTheWindowAndBlamesTheLimitThatIsFull()
    {
        using var gate = new RequestGate(_clock, _budgets);
        for (var i = 0; i < 50; i++) await gate.EnterAsync(Endpoints.RefreshBalance, null, Urgency.Background, default);
        var waiting = gate.EnterAsync(Endpoints.RefreshBalance, null, Urgency.Background, default).AsTask();

        Assert.False(waiting.IsCompleted);
        Assert.Equal((50, 50, 1L), Of("balance refreshed"));
        Assert.Equal((50, 9_000, 0L), Of("CLOB, all together"));

        _clock.Advance(TimeSpan.FromSeconds(11));
        await waiting;
        Assert.Equal((1, 50, 1L), Of("balance refreshed"));
    }

    [Fact]
    public void Snapshot_OfOurOwnPace_ForgetsAfterASecond()
    {
        var budget = new RequestBudget("single wallets", 3, _clock, _budgets);
        Assert.True(budget.TryTake(2));
        Assert.False(budget.TryTake(2));

        Assert.Equal((2, 3, 1L), Of("single wallets"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((0, 3, 1L), Of("single wallets"));
        Assert.True(budget.TryTake(3));
    }

    private (int Used, int Allowed, long HeldBack) Of(string name) => _budgets.Snapshot().Single(budget => budget.Name == name) is RequestBudgetState state ? (state.Used, state.Allowed, state.HeldBack) : default;
}
