using CopyTrade.Domain.Signals;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Signals;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Tests.Domain.Signals;
using CopyTrade.Tests.Fixtures;
using Npgsql;

namespace CopyTrade.Tests.Infrastructure.Signals;

public sealed class SignalIntakeTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private readonly ManualClock _clock = new(SignalText.At);

    private SignalHouse House => new(database, _clock);

    [Theory, InlineData(SignalChannel.Http), InlineData(SignalChannel.File)]
    public async Task Accept_TheSameIdTwice_IsOneIntentForEver(SignalChannel channel)
    {
        var (tenant, _) = await House.OpenAsync();
        var document = SignalText.Buy();

        Assert.IsType<IntakeResult.Accepted>(await House.AcceptAsync(tenant, document, channel: channel));
        // Another instance knows only what the table says, as after a restart.
        Assert.Equal(SignalReject.Duplicate, Refused(await new SignalHouse(database, _clock).AcceptAsync(tenant, document)));

        Assert.Single(await House.AcceptedAsync(tenant));
        Assert.Equal(["duplicate"], await House.CodesAsync(tenant));
    }

    [Fact]
    public async Task Accept_TheSameIdManyTimesAtOnce_IsOneIntent()
    {
        var (tenant, _) = await House.OpenAsync();
        var (house, document) = (House, SignalText.Buy());

        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => house.AcceptAsync(tenant, document)));

        Assert.Single(results.OfType<IntakeResult.Accepted>());
        Assert.Single(await House.AcceptedAsync(tenant));
    }

    [Fact]
    public async Task Accept_ARejectedId_MayComeAgain()
    {
        var (tenant, _) = await House.OpenAsync();
        var id = Guid.NewGuid();

        Assert.Equal(SignalReject.SizeAboveMaxUsdc, Refused(await House.AcceptAsync(tenant, SignalText.Buy(id, size: 101m))));
        Assert.IsType<IntakeResult.Accepted>(await House.AcceptAsync(tenant, SignalText.Buy(id, size: 100m)));
    }

    [Fact]
    public async Task Accept_TwoProfiles_EachTakesTheIdOnce()
    {
        var (tenant, _) = await House.OpenAsync(name: "careful");
        await House.AddAsync(tenant, "bold", SignalText.Terms with { Sizing = new SignalSizing.Percentage(100m) });
        var document = SignalText.Buy();

        Assert.Equal(SignalReject.ProfileUnknown, Refused(await House.AcceptAsync(tenant, document)));
        Assert.IsType<IntakeResult.Accepted>(await House.AcceptAsync(tenant, document, "careful"));
        Assert.IsType<IntakeResult.Accepted>(await House.AcceptAsync(tenant, document, "bold"));
        Assert.Equal(SignalReject.Duplicate, Refused(await House.AcceptAsync(tenant, document, "bold")));
    }

    [Fact]
    public async Task Accept_AnOldIntent_IsStaleWithItsAge()
    {
        var (tenant, _) = await House.OpenAsync();
        _clock.Advance(TimeSpan.FromSeconds(61));

        var refused = Assert.IsType<IntakeResult.Refused>(await House.AcceptAsync(tenant, SignalText.Buy()));

        Assert.Equal((SignalReject.Stale, true), (refused.Code, refused.Message.Contains("61 s old", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Accept_RubbishWithZeroesAndHalfCharacters_IsRecordedAsText()
    {
        var (tenant, _) = await House.OpenAsync();

        var result = await House.Intake.AcceptAsync(tenant, null, new byte[] { 0, 0xFF, (byte)'{', 0xED, 0xA0, 0x80 }, SignalChannel.File, CancellationToken.None);

        Assert.Equal(SignalReject.SchemaInvalid, Refused(result));
        Assert.Equal(["schema_invalid"], await House.CodesAsync(tenant));
    }

    [Fact]
    public async Task Accept_AnotherTenantsProfile_IsUnknown()
    {
        var (_, theirs) = await House.OpenAsync(name: "secret");
        var (mine, _) = await House.OpenAsync();

        Assert.Equal(SignalReject.ProfileUnknown, Refused(await House.AcceptAsync(mine, SignalText.Buy(), theirs.Name)));
    }

    [Fact]
    public async Task Profile_AChange_IsKeptWithItsAuthorBeforeAndAfter()
    {
        var (tenant, profile) = await House.OpenAsync();

        await House.Profiles.ChangeAsync(tenant, profile.Id, profile.Terms with { IsObserveOnly = true }, "dana@example.org", CancellationToken.None);

        var history = await database.QueryAsync<(string By, bool? Before, bool After)>(
            "select changed_by, (before->>'is_observe_only')::boolean, (after->>'is_observe_only')::boolean from signal_profile_change where profile_id = @Id order by id", new { profile.Id });
        Assert.Equal([("test", null, false), ("dana@example.org", false, true)], history);
        Assert.IsType<SignalProfileChange.Refused>(await House.Profiles.CreateAsync(tenant, profile.Name, profile.Terms, "test", CancellationToken.None));
        Assert.IsType<SignalProfileChange.Refused>(await House.Profiles.ChangeAsync((await House.OpenAsync()).Tenant, profile.Id, profile.Terms, "stranger", CancellationToken.None));
    }

    [Fact]
    public async Task Rejection_OnceWritten_CannotBeChanged()
    {
        var (tenant, _) = await House.OpenAsync();
        await House.AcceptAsync(tenant, SignalText.Buy(size: 101m));

        await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync("delete from signal_rejection where billing_account_id = @Tenant", new { tenant.Tenant }));
    }

    [Fact]
    public async Task Query_AfterSomeIntents_CountsThem()
    {
        var (tenant, _) = await House.OpenAsync();
        await House.AcceptAsync(tenant, SignalText.Buy());
        await House.AcceptAsync(tenant, SignalText.Buy(size: 101m));
        await House.AcceptAsync(tenant, SignalText.Buy().With("leverage", 3));
        var query = new SignalsQuery(database.Scopes, database.Databases, new VenueSettings(VenueMode.Demo), _clock);

        var stats = await query.StatsAsync(tenant, CancellationToken.None);

        Assert.Equal((1, 2, 1, 1, 0), (stats.Validated, stats.Rejected, stats.Queued, stats.Seen, stats.Executions));
        Assert.Equal(new Dictionary<SignalReject, int> { [SignalReject.SizeAboveMaxUsdc] = 1, [SignalReject.SchemaInvalid] = 1 }, stats.ByCode);
        Assert.Equal(SignalStatus.Queued, Assert.Single(await query.RecentAsync(tenant, 10, CancellationToken.None)).Status);
        Assert.Equal(["leverage", null], (await query.RefusedAsync(tenant, 10, CancellationToken.None)).Select(refusal => refusal.Field));
    }

    private static SignalReject Refused(IntakeResult result) => Assert.IsType<IntakeResult.Refused>(result).Code;
}
