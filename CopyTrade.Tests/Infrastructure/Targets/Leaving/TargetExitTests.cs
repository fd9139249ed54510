using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Targets.Leaving;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Mirroring;
using CopyTrade.Infrastructure.Rules;
using CopyTrade.Infrastructure.Targets;
using CopyTrade.Infrastructure.Targets.Leaving;
using CopyTrade.Infrastructure.Trading.Halts;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Mirroring;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Infrastructure.Targets.Leaving;

/// <summary>R0.57: a dated exit as rows, without a venue.</summary>
public sealed class TargetExitTests : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly DatabaseFixture _database;
    private readonly MirrorHouse _house;
    private readonly TargetExits _exits;
    private readonly TargetExitJob _job;

    public TargetExitTests(DatabaseFixture database)
    {
        (_database, _house) = (database, new MirrorHouse(database));
        var stepper = new TargetExitStepper(Options.Create(new RuleOptions()), _house.Clock);
        _exits = new TargetExits(database.Scopes, stepper, _house.Clock, NullLogger<TargetExits>.Instance);
        _job = new TargetExitJob(database.Scopes, stepper, _house.Clock, NullLogger<TargetExitJob>.Instance);
    }

    private DateTimeOffset Now => _house.Clock.GetUtcNow();

    private TradingSwitch Switch => new(_database.Scopes, _house.Clock);

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Begin_ByADate_HaltsTheTargetAloneWithTheReasonAndIsInItsHistory()
    {
        var (tenant, target) = await _house.FollowAsync(MirrorHouse.NewWallet());
        var until = Now.AddDays(12);

        var begun = await BeginAsync(tenant, target, until);

        Assert.Equal((TargetExitState.Leaving, until, tenant.Owner), (begun.State, begun.Until, begun.AskedBy));
        var halt = Assert.Single(await Switch.ListAsync(tenant, default));
        Assert.Equal((HaltKind.Halt, HaltScope.Book, MirrorKeys.BookOf(target.Key), TargetExitWords.HaltReason(until, false)), (halt.Kind, halt.Scope, halt.Subject, halt.Reason));
        Assert.Equal([("leaving_by", null, TargetExitWords.Time(until))], (await HistoryAsync(tenant, target))[0].Differences);
        Assert.Equal([begun], await _exits.ListAsync(tenant, default));
    }

    [Fact]
    public async Task Begin_Again_MovesTheTimeAndTheWordsOfTheHalt()
    {
        var (tenant, target) = await _house.FollowAsync(MirrorHouse.NewWallet());
        await BeginAsync(tenant, target, Now.AddDays(12));

        await BeginAsync(tenant, target, Now.AddDays(40));

        Assert.Equal(Now.AddDays(40), Assert.Single(await _exits.ListAsync(tenant, default)).Until);
        Assert.Equal(TargetExitWords.HaltReason(Now.AddDays(40), false), Assert.Single(await Switch.ListAsync(tenant, default)).Reason);
    }

    [Fact]
    public async Task Begin_NotPossible_IsRefusedAndLeavesNothing()
    {
        var (tenant, target) = await _house.FollowAsync(MirrorHouse.NewWallet());
        var stranger = await _database.SeedTenantAsync();

        Assert.Equal("until_invalid", CodeOf(await _exits.BeginAsync(tenant, target.Id, Now, default)));
        Assert.Equal("until_invalid", CodeOf(await _exits.BeginAsync(tenant, target.Id, Now.AddDays(367), default)));
        Assert.Equal("target_not_found", CodeOf(await _exits.BeginAsync(stranger, target.Id, Now.AddDays(1), default)));
        Assert.Equal("target_not_found", CodeOf(await _exits.TakeBackAsync(stranger, target.Id, default)));
        Assert.Equal("not_leaving", CodeOf(await _exits.TakeBackAsync(tenant, target.Id, default)));
        Assert.Null(await _exits.FindAsync(stranger, target.Id, default));
        Assert.Empty(await Switch.ListAsync(tenant, default));
    }

    [Fact]
    public async Task TakeBack_BeforeItsTime_LiftsTheHaltAndNothingEverHappens()
    {
        var (tenant, target) = await _house.FollowAsync(MirrorHouse.NewWallet());
        await BeginAsync(tenant, target, Now.AddDays(1));

        var back = Assert.IsType<TargetExitChange.Done>(await _exits.TakeBackAsync(tenant, target.Id, default)).Exit;
        _house.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal((TargetExitState.GivenUp, TargetExitDecider.TakenBack), (back.State, back.Note));
        Assert.Empty(await Switch.ListAsync(tenant, default));
        Assert.Equal(0, (await _job.RunAsync([tenant], default)).Seen);
        Assert.Null((await FindTargetAsync(tenant, target)).DisabledAt);
        Assert.Equal([("leaving_by", TargetExitWords.Time(back.Until), null)], (await HistoryAsync(tenant, target))[0].Differences);
        // A wallet may be left again afterwards.
        Assert.Equal(TargetExitState.Leaving, (await BeginAsync(tenant, target, Now.AddDays(1))).State);
    }

    [Fact]
    public async Task Job_ItsTimeComes_UnfollowsLiftsTheHaltAndFiresOnceOnHoweverManyHosts()
    {
        var (tenant, target) = await _house.FollowAsync(MirrorHouse.NewWallet());
        var until = Now.AddHours(5);
        await BeginAsync(tenant, target, until);
        Assert.Equal(0, (await _job.RunAsync([tenant], default)).Seen);
        _house.Clock.Advance(TimeSpan.FromHours(6));

        var moved = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _job.RunAsync([tenant], default)));

        Assert.Equal(1, moved.Sum(report => report.Changed));
        Assert.Equal(Now, (await FindTargetAsync(tenant, target)).DisabledAt);
        Assert.Empty(await Switch.ListAsync(tenant, default));
        var ended = (await _exits.FindAsync(tenant, target.Id, default))!;
        Assert.Equal((TargetExitState.Done, "Nothing of it is held any more.", Now), (ended.State, ended.Note, ended.EndedAt));
        Assert.Equal([("followed", "yes", "no"), ("leaving_by", TargetExitWords.Time(until), null)], (await HistoryAsync(tenant, target))[0].Differences);
        Assert.Equal("left, and followed no more", Assert.Single(await new HaltHistory(_database.Scopes).ListAsync(tenant, 10, default)).ReleaseReason);
    }

    [Fact]
    public async Task Begin_AtOnceWithNothingHeld_IsDoneInTheSameCommit()
    {
        var (tenant, target) = await _house.FollowAsync(MirrorHouse.NewWallet());

        Assert.Equal(TargetExitState.Done, (await BeginAsync(tenant, target, null)).State);

        Assert.NotNull((await FindTargetAsync(tenant, target)).DisabledAt);
        Assert.Empty(await Switch.ListAsync(tenant, default));
    }

    [Fact]
    public async Task Unfollow_ByHandMeanwhile_EndsItAndLeavesNoHaltBehind()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, target) = await _house.FollowAsync(wallet);
        await BeginAsync(tenant, target, Now.AddDays(1));

        Assert.IsType<TargetChange.Done>(await _house.Targets.RemoveAsync(tenant, target.Id, default));

        var ended = (await _exits.FindAsync(tenant, target.Id, default))!;
        Assert.Equal((TargetExitState.GivenUp, TargetExitDecider.Unfollowed), (ended.State, ended.Note));
        Assert.Empty(await Switch.ListAsync(tenant, default));
    }

    [Fact]
    public async Task Halt_LiftedByHand_MeansStaying()
    {
        var (tenant, target) = await _house.FollowAsync(MirrorHouse.NewWallet());
        await BeginAsync(tenant, target, Now.AddDays(1));

        Assert.True(await Switch.ReleaseAsync(tenant, tenant.Owner, HaltSubject.OfBook(MirrorKeys.BookOf(target.Key)), HaltKind.Halt, default));
        _house.Clock.Advance(TimeSpan.FromDays(2));
        await _job.RunAsync([tenant], default);

        Assert.Equal((TargetExitState.GivenUp, TargetExitDecider.HaltLifted), ((await _exits.FindAsync(tenant, target.Id, default))!.State, (await _exits.FindAsync(tenant, target.Id, default))!.Note));
        Assert.Null((await FindTargetAsync(tenant, target)).DisabledAt);
    }

    [Fact]
    public async Task Halt_OfItsOwnerOrTakenOverByAnOperator_StaysWhenTheLeavingEnds()
    {
        var (tenant, target) = await _house.FollowAsync(MirrorHouse.NewWallet());
        var book = HaltSubject.OfBook(MirrorKeys.BookOf(target.Key));
        await Switch.SetAsync(tenant, tenant.Owner, book, HaltKind.Halt, "mine", default);
        await BeginAsync(tenant, target, Now.AddDays(1));
        await _exits.TakeBackAsync(tenant, target.Id, default);
        Assert.Equal("mine", Assert.Single(await Switch.ListAsync(tenant, default)).Reason);

        await Switch.ReleaseAsync(tenant, tenant.Owner, book, HaltKind.Halt, default);
        await BeginAsync(tenant, target, Now.AddDays(1));
        await Switch.SetAsync(tenant, new UserId(Guid.NewGuid()), book, HaltKind.Halt, "an operator's", default);
        await _exits.TakeBackAsync(tenant, target.Id, default);
        Assert.Equal("an operator's", Assert.Single(await Switch.ListAsync(tenant, default)).Reason);
    }

    private async Task<TargetExit> BeginAsync(TenantRef tenant, CopyTarget target, DateTimeOffset? until) =>
        Assert.IsType<TargetExitChange.Done>(await _exits.BeginAsync(tenant, target.Id, until, default)).Exit;

    private async Task<CopyTarget> FindTargetAsync(TenantRef tenant, CopyTarget target) => (await Query.FindAsync(tenant, target.Id, default))!;

    private Task<IReadOnlyList<TargetHistoryEntry>> HistoryAsync(TenantRef tenant, CopyTarget target) => Query.HistoryAsync(tenant, target.Id, 50, default);

    private TargetsQuery Query => new(_database.Scopes, _house.Clock);

    private static string CodeOf(TargetExitChange change) => Assert.IsType<TargetExitChange.Refused>(change).Code;
}
