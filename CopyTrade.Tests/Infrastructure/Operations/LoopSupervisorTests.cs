using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Tests.Faults;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Infrastructure.Operations;

/// <summary>F11: a loop that throws is back within five seconds, and is seen to have failed.</summary>
public sealed class LoopSupervisorTests
{
    [Fact]
    public async Task Loop_ThrowsAgainAndAgain_ComesBackWithinFiveSecondsEachTime()
    {
        var clock = new ManualTimeProvider();
        var loops = new LoopSupervisor(clock, NullLogger.Instance);
        using var stop = new CancellationTokenSource();
        var (rounds, good) = (0, new TaskCompletionSource());
        var running = loops.RunAsync("test", async ct =>
        {
            if (++rounds <= 6) throw new InvalidOperationException($"round {rounds}");
            good.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, ct);
        }, stop.Token);

        for (var failures = 1; failures <= 6; failures++)
        {
            var pause = LoopPause.After(failures);
            Assert.InRange(pause, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(5));
            await clock.TimerSetAsync(pause);
            Assert.Equal(new LoopState("test", failures, clock.GetUtcNow(), $"round {failures}"), Assert.Single(loops.Loops));
            Assert.True(loops.Loops[0].IsFailing(clock.GetUtcNow()));
            clock.Advance(pause);
        }

        await good.Task.WaitAsync(Wait.Limit);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public void Services_OfTheBackground_AllSayHowTheirLoopsDo()
    {
        // Workers catch each order by itself and have no rounds; the starter of a recording ends when it has started it.
        Type[] others = [typeof(OrderWorkers), typeof(ReplayStarter)];
        var silent = ((Type[])[typeof(LoopSupervisor), typeof(ReplayStarter)]).SelectMany(type => type.Assembly.GetTypes())
            .Where(type => type.IsAssignableTo(typeof(IHostedService)) && !type.IsAbstract && !type.IsAssignableTo(typeof(ISupervised)))
            .Except(others);

        Assert.Empty(silent);
    }

    [Fact]
    public async Task EveryLoop_DatabaseGoneForAWhile_FailsVisiblyAndComesBack()
    {
        await using var rig = await EngineRig.StartAsync();
        var leader = EngineRig.Leader(50_001);
        await rig.FollowAsync(leader);
        var tokens = await rig.TokensAsync();
        var services = rig.Get<IEnumerable<IHostedService>>().ToList();
        int Failing() => services.OfType<ISupervised>().SelectMany(service => service.Loops).Count(loop => loop.IsFailing(TimeProvider.System.GetUtcNow()));

        await rig.Database.ExecuteAsync("""
            do $$ begin execute format('alter database %I connection limit 0', current_database()); end $$;
            select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid();
            """);
        await Benchmarks.Hosting.Rig.UntilAsync(TimeSpan.FromSeconds(20), () => Task.FromResult(Failing() >= 6));
        await rig.Database.ExecuteAsync("do $$ begin execute format('alter database %I connection limit -1', current_database()); end $$;");
        await Benchmarks.Hosting.Rig.UntilAsync(TimeSpan.FromSeconds(40), () => Task.FromResult(Failing() == 0));

        Assert.DoesNotContain(services.OfType<BackgroundService>(), service => service.ExecuteTask is { IsCompleted: true });
        await rig.Venue.TradeAsync(leader, tokens[0].TokenId, "BUY", 10m, EngineRig.Marketable(tokens[0]));
        await rig.SettledAsync(1, TimeSpan.FromSeconds(30));
        await rig.AssertAcceptedAsync(1);
    }
}
