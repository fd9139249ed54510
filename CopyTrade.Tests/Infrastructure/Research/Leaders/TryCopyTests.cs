using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Research.Leaders;

public sealed class TryCopyTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Trial_OfAWalletThatWasRead_IsMadeOnceAndKeptWithItsTerms()
    {
        await using var yard = await LeaderYard.StartAsync(database, crowd: 0);
        await yard.ReadAsync();
        var (mine, other) = (await database.SeedTenantAsync(), await database.SeedTenantAsync());
        var wallet = (await yard.Record.FindNameAsync("Marlow Vane", CancellationToken.None))!.Wallet;

        var id = await yard.Changes.TryAsync(mine, wallet, new TrialTerms(30, Usdc.Of(500m)), CancellationToken.None);
        var first = await yard.Trials.RunAsync(Job(mine, id!.Value), CancellationToken.None);
        var again = await yard.Trials.RunAsync(Job(mine, id.Value), CancellationToken.None);

        Assert.IsType<JobOutcome.Done>(first);
        Assert.IsType<JobOutcome.Done>(again);
        var trial = Assert.Single(await yard.Query.TrialsAsync(mine, wallet, CancellationToken.None));
        Assert.Equal((TrialState.Done, 30, Usdc.Of(500m)), (trial.State, trial.Terms.Days, trial.Terms.Capital));
        Assert.True(trial.Result!.Copied > 10, $"{trial.Result.Copied} of {trial.Result.Trades}: {string.Join(", ", trial.Result.Skipped)}");
        Assert.Equal(trial.Result.Trades, trial.Result.Copied + trial.Result.Missed + trial.Result.Skipped.Values.Sum());
        Assert.Equal(1, (await database.QueryAsync<int>("select count(*)::int from harness_job where kind = 'try_copy' and billing_account_id = @Tenant", new { mine.Tenant })).Single());
        Assert.Empty(await yard.Query.TrialsAsync(other, wallet, CancellationToken.None));
    }

    [Fact]
    public async Task Trial_OfAWalletThatIsNotReadYet_Waits()
    {
        await using var yard = await LeaderYard.StartAsync(database, crowd: 0);
        var mine = await database.SeedTenantAsync();

        var id = await yard.Changes.TryAsync(mine, WalletAddress.Parse("0x00000000000000000000000000000000000000f1"), new TrialTerms(7, Usdc.Of(500m)), CancellationToken.None);

        Assert.IsType<JobOutcome.Underway>(await yard.Trials.RunAsync(Job(mine, id!.Value), CancellationToken.None));
    }

    [Fact]
    public async Task Trials_ThatWait_AreThreeAtMost()
    {
        await using var yard = await LeaderYard.StartAsync(database, crowd: 0);
        var mine = await database.SeedTenantAsync();
        var wallet = WalletAddress.Parse("0x00000000000000000000000000000000000000f2");
        for (var i = 0; i < 3; i++) Assert.NotNull(await yard.Changes.TryAsync(mine, wallet, new TrialTerms(7, Usdc.Of(500m)), CancellationToken.None));

        Assert.Null(await yard.Changes.TryAsync(mine, wallet, new TrialTerms(7, Usdc.Of(500m)), CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => yard.Changes.TryAsync(mine, wallet, new TrialTerms(8, Usdc.Of(500m)), CancellationToken.None));
    }

    [Fact]
    public async Task Stars_AreTheTenantsOwn()
    {
        await using var yard = await LeaderYard.StartAsync(database, crowd: 0);
        var (mine, other) = (await database.SeedTenantAsync(), await database.SeedTenantAsync());
        var wallet = WalletAddress.Parse("0x00000000000000000000000000000000000000f3");

        await yard.Changes.StarAsync(mine, wallet, true, CancellationToken.None);
        await yard.Changes.StarAsync(mine, wallet, true, CancellationToken.None);

        Assert.Equal([wallet], await yard.Query.StarredAsync(mine, CancellationToken.None));
        Assert.Empty(await yard.Query.StarredAsync(other, CancellationToken.None));
        await yard.Changes.StarAsync(mine, wallet, false, CancellationToken.None);
        Assert.Empty(await yard.Query.StarredAsync(mine, CancellationToken.None));
    }

    private static HarnessJob Job(TenantRef tenant, Guid trial) => new(Guid.NewGuid(), tenant, JobKind.TryCopy, $$"""{"trial":"{{trial}}"}""", 1, 1, "test", null);
}
