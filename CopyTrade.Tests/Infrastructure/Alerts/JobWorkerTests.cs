using System.Collections.Concurrent;
using CopyTrade.Domain.Alerts;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Alerts;

/// <summary>Durable jobs and F17: killed workers, leases that run out, poison, lanes, fairness.</summary>
public sealed class JobWorkerTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private readonly JobHouse _house = new(database);

    [Fact]
    public async Task Add_SameKeyTwice_IsOneJobOfItsTenantAndKind()
    {
        var (mine, yours) = (await database.SeedTenantAsync(), await database.SeedTenantAsync());

        var first = await _house.AddAsync(mine, "key");

        Assert.Equal(first, await _house.AddAsync(mine, "key"));
        Assert.NotEqual(first, await _house.AddAsync(yours, "key"));
        Assert.NotEqual(first, await _house.AddAsync(mine, "key", kind: JobKind.WakeAgent));
    }

    [Fact]
    public async Task Job_WhoseHandlerIsDone_SucceedsWithItsNote()
    {
        var tenant = await database.SeedTenantAsync();
        var id = await _house.AddAsync(tenant, "key", payload: """{"a": 1}""");
        var handler = new ScriptedHandler(_ => new JobOutcome.Done("order 7"));

        await JobHouse.RunAsync(_house.Worker(handler), tenant);

        var job = await _house.ReadAsync(id);
        Assert.Equal(("succeeded", "order 7", 1), (job.Status, job.Note, job.Attempts));
        Assert.Equal(["done"], await _house.OutcomesAsync(id));
        Assert.Equal((tenant, """{"a": 1}""", 1, "correlation-key"), handler.Given.Select(given => (given.Tenant, given.Payload, given.Attempt, given.CorrelationId)).Single());
    }

    [Fact]
    public async Task Take_ByManyWorkersAtOnce_GivesEachJobToOne()
    {
        var tenant = await database.SeedTenantAsync();
        for (var i = 0; i < 40; i++) await _house.AddAsync(tenant, $"key {i}", $"lane {i % 8}");
        _house.Options.JobsAtOncePerAccount = 16;
        var handler = new ScriptedHandler(async (_, ct) =>
        {
            await Task.Yield();
            return new JobOutcome.Done();
        });

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => JobHouse.RunAsync(_house.Worker(handler), tenant)));
        await JobHouse.RunAsync(_house.Worker(handler), tenant);

        Assert.Equal(40, handler.Given.Count);
        Assert.Equal(40, handler.Given.DistinctBy(job => job.Id).Count());
    }

    [Fact]
    public async Task Lane_HasOneJobRunningAtMost_InAnyProcess()
    {
        var tenant = await database.SeedTenantAsync();
        var first = await _house.AddAsync(tenant, "first", "slow");
        await _house.AddAsync(tenant, "second", "slow");
        var other = await _house.AddAsync(tenant, "third", "fast");

        // Both of one look; which row the database names first means nothing.
        Assert.Equal(new[] { first, other }.Order(), (await _house.TakeAsync(tenant)).Select(taken => taken.Job.Id).Order());
        Assert.Empty(await _house.TakeAsync(tenant));
    }

    [Fact]
    public async Task SlowLane_HoldsUpNobodyElse()
    {
        var tenant = await database.SeedTenantAsync();
        await _house.AddAsync(tenant, "slow", "a slow lane");
        for (var i = 0; i < 10; i++) await _house.AddAsync(tenant, $"fast {i}", "fast lane");
        using var never = new CancellationTokenSource();
        var done = 0;
        var worker = _house.Worker(new ScriptedHandler(async (job, ct) =>
        {
            if (job.CorrelationId.EndsWith("slow", StringComparison.Ordinal)) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, never.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            else Interlocked.Increment(ref done);
            return new JobOutcome.Done();
        }));
        var ended = new BlockingCollection<int>();
        worker.Ended += _ => ended.Add(0);

        for (var i = 0; i < 10; i++)
        {
            await worker.TakeAsync([tenant], CancellationToken.None);
            Assert.True(ended.TryTake(out _, Wait.Limit));
        }

        Assert.Equal((10, 1), (done, worker.Running));
        await never.CancelAsync();
        await worker.DrainAsync(CancellationToken.None);
    }

    [Fact]
    public async Task BacklogOfOneTenant_LeavesRoomForTheOthers()
    {
        var (busy, quiet) = (await database.SeedTenantAsync(), await database.SeedTenantAsync());
        for (var i = 0; i < 60; i++) await _house.AddAsync(busy, $"key {i}", $"lane {i}");
        var one = await _house.AddAsync(quiet, "key");
        using var gate = new CancellationTokenSource();
        var handler = new ScriptedHandler(async (_, _) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, gate.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return new JobOutcome.Done();
        });
        var worker = _house.Worker(handler);

        await worker.TakeAsync([busy, quiet], CancellationToken.None);

        Assert.Equal(_house.Options.JobsAtOncePerAccount + 1, worker.Running);
        await gate.CancelAsync();
        await worker.DrainAsync(CancellationToken.None);
        Assert.Contains(handler.Given, job => job.Id == one);
    }

    [Fact]
    public async Task Accounts_WithOneFreePlaceAndFruitlessLooksBetween_AreServedInTurn()
    {
        var (mine, yours) = (await database.SeedTenantAsync(), await database.SeedTenantAsync());
        for (var i = 0; i < 6; i++) foreach (var tenant in new[] { mine, yours }) await _house.AddAsync(tenant, $"key {i}", $"lane {i}");
        _house.Options.JobsAtOnce = 1;
        using var gate = new SemaphoreSlim(0);
        var handler = new ScriptedHandler(async (_, ct) =>
        {
            await gate.WaitAsync(ct);
            return new JobOutcome.Done();
        });
        var worker = _house.Worker(handler);

        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(1, await worker.TakeAsync([mine, yours], CancellationToken.None));
            Assert.Equal(0, await worker.TakeAsync([mine, yours], CancellationToken.None));   // no room: nobody's turn is used up
            gate.Release();
            await worker.DrainAsync(CancellationToken.None);
        }

        Assert.Equal((3, 3), (handler.Given.Count(job => job.Tenant == mine), handler.Given.Count(job => job.Tenant == yours)));
    }

    [Fact]
    public async Task Account_OfOneLane_IsServedAgainAlthoughOthersFillEveryPlace()
    {
        var (mine, yours) = (await database.SeedTenantAsync(), await database.SeedTenantAsync());
        for (var i = 0; i < 3; i++) await _house.AddAsync(mine, $"key {i}", "only lane");
        for (var i = 0; i < 9; i++) await _house.AddAsync(yours, $"key {i}", $"lane {i}");
        _house.Options.JobsAtOnce = 1;
        var handler = new ScriptedHandler(_ => new JobOutcome.Done());
        var worker = _house.Worker(handler);

        for (var i = 0; i < 6; i++)
        {
            await worker.TakeAsync([mine, yours], CancellationToken.None);
            await worker.DrainAsync(CancellationToken.None);
        }

        Assert.Equal(3, handler.Given.Count(job => job.Tenant == mine));
    }

    [Fact]
    public async Task Lanes_OfABusyTenant_TakeTurns()
    {
        var tenant = await database.SeedTenantAsync();
        _house.Options.JobsAtOncePerAccount = 2;
        for (var i = 0; i < 20; i++) await _house.AddAsync(tenant, $"key {i}", $"lane {i % 5}");
        var handler = new ScriptedHandler(_ => new JobOutcome.Done());
        var worker = _house.Worker(handler);

        for (var look = 0; look < 3; look++)
        {
            await worker.TakeAsync([tenant], CancellationToken.None);
            await worker.DrainAsync(CancellationToken.None);
        }

        // Three looks of two jobs each: every one of five lanes had its turn, and the first one its second together with the last.
        var lanes = handler.Given.Select(job => int.Parse(job.CorrelationId.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) % 5).ToList();
        Assert.Equal((6, 5, 2), (lanes.Count, lanes.Distinct().Count(), lanes.Count(lane => lane == 0)));
        Assert.Equal(4, lanes.Take(4).Distinct().Count());
    }

    [Fact]
    public async Task Worker_KilledInTheMiddle_IsFollowedByAnother()
    {
        var tenant = await database.SeedTenantAsync();
        var id = await _house.AddAsync(tenant, "key");
        Assert.Single(await _house.TakeAsync(tenant, holder: "killed"));
        var handler = new ScriptedHandler(_ => new JobOutcome.Done());
        var second = _house.Worker(handler);

        await second.TidyAsync([tenant], CancellationToken.None);
        Assert.Equal(0, await second.TakeAsync([tenant], CancellationToken.None));
        _house.Clock.Advance(_house.Options.JobLease + TimeSpan.FromSeconds(1));
        await second.TidyAsync([tenant], CancellationToken.None);
        await JobHouse.RunAsync(second, tenant);

        Assert.Equal(("succeeded", 2), ((await _house.ReadAsync(id)).Status, handler.Given.Single().Attempt));
        Assert.Equal(["expired", "done"], await _house.OutcomesAsync(id));
    }

    [Fact]
    public async Task Lease_ThatRanOutWhileItsHolderLives_RefusesWhatTheOldHolderWrites()
    {
        var tenant = await database.SeedTenantAsync();
        var id = await _house.AddAsync(tenant, "key");
        var old = (await _house.TakeAsync(tenant, holder: "old")).Single();
        _house.Clock.Advance(_house.Options.JobLease + TimeSpan.FromSeconds(1));
        await _house.Store.ExpireAsync([tenant], 5, CancellationToken.None);
        var young = (await _house.TakeAsync(tenant, holder: "young")).Single();

        Assert.False(await _house.Store.EndAsync(old, new JobOutcome.Done("old"), 5, CancellationToken.None));
        Assert.False(await _house.Store.ReleaseAsync(old, CancellationToken.None));
        Assert.DoesNotContain(id, await _house.Store.RenewAsync([old], _house.Options.JobLease, CancellationToken.None));
        Assert.True(await _house.Store.EndAsync(young, new JobOutcome.Done("young"), 5, CancellationToken.None));

        Assert.Equal(("succeeded", "young", 2L), (await _house.ReadAsync(id)) is var job ? (job.Status, job.Note, job.Fence) : default);
    }

    [Fact]
    public async Task Renewing_KeepsAJobAndStopsOneThatWasLost()
    {
        var tenant = await database.SeedTenantAsync();
        var (kept, lost) = (await _house.AddAsync(tenant, "kept", "one"), await _house.AddAsync(tenant, "lost", "two"));
        var stopped = new ConcurrentBag<Guid>();
        using var gate = new CancellationTokenSource();
        var worker = _house.Worker(new ScriptedHandler(async (job, ct) =>
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, gate.Token);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ct.IsCancellationRequested) stopped.Add(job.Id);
            ct.ThrowIfCancellationRequested();
            return new JobOutcome.Done();
        }));
        await worker.TakeAsync([tenant], CancellationToken.None);
        await database.ExecuteAsync("update harness_job set fence = fence + 1, holder = 'other' where id = @lost", new { lost });

        _house.Clock.Advance(_house.Options.JobLease / 2);
        await worker.RenewAsync(CancellationToken.None);
        _house.Clock.Advance(_house.Options.JobLease / 1.5);
        await worker.TidyAsync([tenant], CancellationToken.None);
        await gate.CancelAsync();
        await worker.DrainAsync(CancellationToken.None);

        Assert.Equal("succeeded", (await _house.ReadAsync(kept)).Status);
        Assert.Equal([lost], stopped);
    }

    [Fact]
    public async Task Poison_IsTriedFiveTimesAndOthersOfItsLaneGoOn()
    {
        var tenant = await database.SeedTenantAsync();
        var poison = await _house.AddAsync(tenant, "poison");
        List<Guid> others = [];
        for (var i = 0; i < 5; i++) others.Add(await _house.AddAsync(tenant, $"good {i}"));
        var handler = new ScriptedHandler(job => job.Id == poison ? throw new InvalidOperationException("cannot be done") : new JobOutcome.Done());
        var worker = _house.Worker(handler);

        await JobHouse.RunAsync(worker, tenant);
        foreach (var other in others) Assert.Equal("succeeded", (await _house.ReadAsync(other)).Status);
        for (var i = 0; i < 10; i++)
        {
            _house.Clock.Advance(TimeSpan.FromMinutes(12));
            await JobHouse.RunAsync(worker, tenant);
        }

        var job = await _house.ReadAsync(poison);
        Assert.Equal(("failed", 5, "cannot be done"), (job.Status, job.Attempts, job.Error));
        Assert.Equal(["again", "again", "again", "again", "again"], await _house.OutcomesAsync(poison));
    }

    [Fact]
    public async Task JobThatKillsItsWorkers_IsGivenUpAsWell()
    {
        var tenant = await database.SeedTenantAsync();
        var id = await _house.AddAsync(tenant, "key");

        for (var i = 0; i < 5; i++)
        {
            Assert.Single(await _house.TakeAsync(tenant));
            _house.Clock.Advance(_house.Options.JobLease + TimeSpan.FromSeconds(1));
            await _house.Store.ExpireAsync([tenant], 5, CancellationToken.None);
        }

        Assert.Equal("failed", (await _house.ReadAsync(id)).Status);
        Assert.Empty(await _house.TakeAsync(tenant));
    }

    [Fact]
    public async Task Underway_IsLookedAtAgainAndCountsNoAttempt()
    {
        var tenant = await database.SeedTenantAsync();
        var id = await _house.AddAsync(tenant, "key");
        var looks = 0;
        var worker = _house.Worker(new ScriptedHandler(_ => ++looks < 20 ? new JobOutcome.Underway(TimeSpan.FromSeconds(1)) : new JobOutcome.Done()));

        while (looks < 20)
        {
            await JobHouse.RunAsync(worker, tenant);
            _house.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(("succeeded", 1), (await _house.ReadAsync(id)) is var job ? (job.Status, job.Attempts) : default);
        Assert.Equal(["done"], await _house.OutcomesAsync(id));
    }

    [Fact]
    public async Task HostThatStops_GivesItsJobsBackUncounted()
    {
        var tenant = await database.SeedTenantAsync();
        var id = await _house.AddAsync(tenant, "key");
        using var host = new CancellationTokenSource();
        var worker = _house.Worker(new ScriptedHandler(async (_, ct) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            return new JobOutcome.Done();
        }));

        await worker.TakeAsync([tenant], host.Token);
        await host.CancelAsync();
        await worker.DrainAsync(CancellationToken.None);

        Assert.Equal(("pending", 0), (await _house.ReadAsync(id)) is var job ? (job.Status, job.Attempts) : default);
    }

    [Fact]
    public async Task JobWithoutAHandler_IsParkedWithAWord()
    {
        var tenant = await database.SeedTenantAsync();
        var id = await _house.AddAsync(tenant, "key", kind: JobKind.WakeAgent);

        await _house.Worker(new ScriptedHandler(_ => new JobOutcome.Done())).TidyAsync([tenant], CancellationToken.None);

        var job = await _house.ReadAsync(id);
        Assert.Equal("parked", job.Status);
        Assert.Contains("Nothing on this host does jobs of this kind", job.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terms_OfAJob_NeverChange()
    {
        var tenant = await database.SeedTenantAsync();
        var id = await _house.AddAsync(tenant, "key");

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => database.ExecuteAsync("""update harness_job set payload = '{"a": 2}' where id = @id""", new { id }));
    }
}
