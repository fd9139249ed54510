using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Trading.Canary;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Infrastructure.Trading.Canary;

/// <summary>Who lost a trial's job cannot end the trial: whoever has it now may have spent its dollar a moment ago.</summary>
public sealed class CanaryFenceTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly TradingRig _rig = new(database);

    public void Dispose() => _rig.Dispose();

    [Theory, InlineData(1, false), InlineData(2, true)]
    public async Task End_ByAHolder_CountsOnlyWithTheNewestFence(long fence, bool ends)
    {
        var tenant = await _rig.SeedAsync();
        var (canary, job) = (Guid.NewGuid(), Guid.NewGuid());
        await database.ExecuteAsync("""
            insert into wallet_canary (id, billing_account_id, connection_id, requested_by, requested_at) values (@canary, @Tenant, @Tenant, @Owner, @asked);
            insert into harness_job (id, billing_account_id, kind, key, lane, payload, correlation_id, status, fence, holder, lease_until, next_at, created_at)
            values (@job, @Tenant, 'canary', @key, 'canary', '{}', 'test', 'running', 2, 'another host', @now, @now, @now)
            """, new { canary, job, key = job.ToString(), tenant.Tenant, tenant.Owner, asked = _rig.Clock.GetUtcNow().AddMinutes(-10), now = _rig.Clock.GetUtcNow() });
        var handler = new CanaryHandler(
            database.Scopes, null!, _rig.Venue, null!, _rig.Queue, new VenueSettings(VenueMode.Demo), new AccountsMode(VenueMode.Demo), new NoCrashPoints(), _rig.Clock, NullLogger<CanaryHandler>.Instance);

        var outcome = await handler.RunAsync(new HarnessJob(job, tenant, JobKind.Canary, $$"""{"canary":"{{canary}}"}""", 1, fence, "test", null), CancellationToken.None);

        Assert.Equal(ends, outcome is JobOutcome.Done);
        Assert.Equal(ends, (await database.QueryAsync<bool>("select ended_at is not null from wallet_canary where id = @canary", new { canary }))[0]);
    }
}
