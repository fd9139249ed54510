using System.Text;
using System.Text.Json.Nodes;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Signals;
using CopyTrade.Infrastructure.Signals;
using CopyTrade.Tests.Domain.Signals;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Signals;

/// <summary>The intake over a real database; nothing carries intents out.</summary>
internal sealed class SignalHouse(DatabaseFixture database, TimeProvider clock)
{
    public SignalProfiles Profiles { get; } = new(database.Scopes, clock);

    public SignalIntake Intake { get; } = new(database.Scopes, new SignalWakeUp(), clock);

    public async Task<(TenantRef Tenant, SignalProfile Profile)> OpenAsync(SignalTerms? terms = null, string name = "default")
    {
        var tenant = await database.SeedTenantAsync();
        return (tenant, await AddAsync(tenant, name, terms));
    }

    public async Task<SignalProfile> AddAsync(TenantRef tenant, string name, SignalTerms? terms = null) =>
        Assert.IsType<SignalProfileChange.Done>(await Profiles.CreateAsync(tenant, name, terms ?? SignalText.Terms, "test", CancellationToken.None)).Profile;

    public Task<IntakeResult> AcceptAsync(TenantRef tenant, JsonObject document, string? profile = null, SignalChannel channel = SignalChannel.Http) =>
        Intake.AcceptAsync(tenant, profile, Encoding.UTF8.GetBytes(document.ToJsonString()), channel, CancellationToken.None);

    public Task<IReadOnlyList<Guid>> AcceptedAsync(TenantRef tenant) =>
        database.QueryAsync<Guid>("select intent_id from signal_intent where billing_account_id = @Tenant order by received_at, id", new { tenant.Tenant });

    public Task<IReadOnlyList<string>> CodesAsync(TenantRef tenant) =>
        database.QueryAsync<string>("select code from signal_rejection where billing_account_id = @Tenant order by id", new { tenant.Tenant });
}
