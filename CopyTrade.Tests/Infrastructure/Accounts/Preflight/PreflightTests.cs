using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Accounts.Preflight;
using CopyTrade.Tests.Faults;

namespace CopyTrade.Tests.Infrastructure.Accounts.Preflight;

/// <summary>The wallet's checks on the real engine against the simulator's wire: each thing that can be wrong is made wrong, found, and put right again.</summary>
public sealed class PreflightTests
{
    [Fact]
    public async Task Checks_OneThingWrongAfterTheOther_FindEachAndNameTheFix()
    {
        await using var rig = await EngineRig.StartAsync();
        Assert.True((await CheckAsync(rig)).IsClear);
        var before = (await rig.AccountAsync()).Usdc;

        await rig.Venue.StandingAsync(blocked: true);
        AssertFailed(await CheckAsync(rig), PreflightCheck.Region, "takes no orders from DE");
        await rig.Venue.StandingAsync(closedOnly: true);
        AssertFailed(await CheckAsync(rig), PreflightCheck.Standing, "only close positions");
        await rig.Venue.StandingAsync(clockAheadSeconds: 45);
        AssertFailed(await CheckAsync(rig), PreflightCheck.Clock, "behind the venue's");
        await rig.Venue.StandingAsync();

        await rig.Venue.FundAsync(rig.Wallet.Value, before, allowances: false);
        AssertFailed(await CheckAsync(rig), PreflightCheck.Approvals, "Enable trading");
        await rig.Venue.FundAsync(rig.Wallet.Value, 0m, allowances: true);
        AssertFailed(await CheckAsync(rig), PreflightCheck.Balance, "send pUSD on Polygon", PreflightCheck.SignatureType);
        await rig.Venue.FundAsync(rig.Wallet.Value, before, allowances: true);

        // A proxy's type with the plain address, then a Safe with a stranger's: the guards of connecting stood before this table.
        await SetAsync(rig, "signature_type = 1");
        AssertFailed(await CheckAsync(rig), PreflightCheck.SignatureType, "connect again with --signature-type 0");
        await SetAsync(rig, $"signature_type = 2, funder = '0x{new string('5', 40)}'");
        AssertFailed(await CheckAsync(rig), PreflightCheck.Funder, "--funder 0x", PreflightCheck.Balance, PreflightCheck.Approvals);
        await SetAsync(rig, "signature_type = 0, funder = signer");

        // A key that is another's: no signature of it is the wallet's.
        await SetAsync(rig, $"signer = '0x{new string('6', 40)}', funder = '0x{new string('6', 40)}'");
        var stranger = await CheckAsync(rig);
        Assert.Contains("disconnect the wallet and connect it again", Of(stranger, PreflightCheck.Key).Text, StringComparison.Ordinal);
        Assert.Equal(CheckState.Failed, Of(stranger, PreflightCheck.Key).State);
        await SetAsync(rig, $"signer = '{rig.Wallet}', funder = '{rig.Wallet}'");
        Assert.True((await CheckAsync(rig)).IsClear);
    }

    [Fact]
    public async Task Request_WhileOneRuns_IsTheSameRunAndNobodyElsesToSee()
    {
        await using var rig = await EngineRig.StartAsync();
        await rig.PauseAsync();
        await rig.RunAsync();
        var desk = rig.Get<IPreflight>();

        var asked = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => desk.RequestAsync(rig.Tenant, CancellationToken.None)));

        Assert.Single((await rig.Database.QueryAsync<Guid>("select id from wallet_preflight where ended_at is null or id = any(@asked)", new { asked = asked.Select(id => id!.Value).ToArray() })).Distinct());
        var other = await rig.Database.SeedTenantAsync();
        Assert.Null(await desk.RequestAsync(other, CancellationToken.None));
        Assert.Null(await desk.LatestAsync(other, CancellationToken.None));
    }

    [Fact]
    public void Support_NamesEveryCheckAndNoSecret()
    {
        var run = new PreflightRun(Guid.NewGuid(), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, [new(PreflightCheck.Clock, CheckState.Failed, "Late.")]);

        Assert.Equal("CopyTrade 1.0.0, live; wallet checks of 1970-01-01 00:00:00Z\nfailed   Clock: Late.", run.ForSupport(CopyTrade.Domain.Venue.VenueMode.Live, "1.0.0"));
    }

    private static Task SetAsync(EngineRig rig, string change) => rig.Database.ExecuteAsync($"update wallet_connection set {change} where billing_account_id = @Tenant", new { rig.Tenant.Tenant });

    private static async Task<PreflightRun> CheckAsync(EngineRig rig)
    {
        var desk = rig.Get<IPreflight>();
        var id = await desk.RequestAsync(rig.Tenant, CancellationToken.None);
        PreflightRun? run = null;
        try
        {
            await Rig.UntilAsync(TimeSpan.FromSeconds(20), async () => (run = await desk.LatestAsync(rig.Tenant, CancellationToken.None)) is { EndedAt: not null } ended && ended.Id == id);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{run}: {string.Join('\n', await rig.Database.QueryAsync<string>("select kind || ' ' || status || ' ' || coalesce(error, '') from harness_job"))}", e);
        }

        return run!;
    }

    private static void AssertFailed(PreflightRun run, PreflightCheck check, string says, params PreflightCheck[] also)
    {
        Assert.Equal([check], run.Findings.Where(finding => finding.State is CheckState.Failed or CheckState.Unknown).Select(finding => finding.Check).Except(also));
        Assert.Contains(says, Of(run, check).Text, StringComparison.Ordinal);
        Assert.False(run.IsClear);
    }

    private static PreflightFinding Of(PreflightRun run, PreflightCheck check) => run.Findings.Single(finding => finding.Check == check);
}
