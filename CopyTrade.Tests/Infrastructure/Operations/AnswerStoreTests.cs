using CopyTrade.Infrastructure.Operations;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Operations;

public sealed class AnswerStoreTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const int Crowd = 40;   // more than the pool has connections

    [Theory, InlineData(false), InlineData(true)]
    public async Task TakeTurn_ByACrowdThatNeedsAnotherConnectionEach_EndsForAll(bool oneKey)
    {
        var answers = new AnswerStore(database.Scopes, TimeProvider.System);
        var tenant = await database.SeedTenantAsync();
        var done = 0;

        await Task.WhenAll(Enumerable.Range(0, Crowd).Select(i => Task.Run(async () =>
        {
            await using var turn = await answers.TakeTurnAsync(tenant, oneKey ? "same" : $"key {i}", CancellationToken.None);
            if (turn.Earlier is not null) return;
            await using (var work = await database.Scopes.OpenAsync(tenant, CancellationToken.None)) await work.ExecuteAsync("select 1");
            Interlocked.Increment(ref done);
            await turn.KeepAsync(new StoredAnswer([1], 201, "application/json", "{}", null));
        })));

        Assert.Equal(oneKey ? 1 : Crowd, done);
    }

    [Fact]
    public async Task TakeTurn_WhileOneTenantHasAllItsTurns_AnotherGetsOneAndATurnGivenUpComesBack()
    {
        var answers = new AnswerStore(database.Scopes, TimeProvider.System);
        var (busy, other) = (await database.SeedTenantAsync(), await database.SeedTenantAsync());
        var held = new Stack<AnswerTurn>();
        for (var i = 0; i < AnswerStore.MostTurnsOfATenant; i++) held.Push(await answers.TakeTurnAsync(busy, $"held {i}", CancellationToken.None));
        using var impatient = new CancellationTokenSource();

        var waiting = answers.TakeTurnAsync(busy, "one more", impatient.Token);
        await (await answers.TakeTurnAsync(other, "free", CancellationToken.None)).DisposeAsync();
        Assert.False(waiting.IsCompleted);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await held.Pop().DisposeAsync();

        held.Push(await answers.TakeTurnAsync(busy, "one more", CancellationToken.None));
        foreach (var turn in held) await turn.DisposeAsync();
    }
}
