using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Signals;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Signals;

internal sealed class SignalProfiles(TenantScopes scopes, TimeProvider clock) : ISignalProfiles
{
    private const string FindSql = $"select {SignalProfileRow.Columns} from signal_profile p where p.billing_account_id = @Tenant and p.id = @id and p.disabled_at is null for update";

    private const string InsertSql = """
        insert into signal_profile (id, billing_account_id, name, terms, created_at) values (@id, @Tenant, @name, @terms::jsonb, @now)
            on conflict (billing_account_id, name) do nothing
        """;

    private const string HistorySql = """
        insert into signal_profile_change (billing_account_id, profile_id, changed_by, changed_at, before, after)
        values (@Tenant, @id, @changedBy, @now, @before::jsonb, @after::jsonb)
        """;

    public async Task<IReadOnlyList<SignalProfile>> ListAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var rows = await scope.QueryAsync<SignalProfileRow>($"select {SignalProfileRow.Columns} from signal_profile p where p.billing_account_id = @Tenant and p.disabled_at is null order by p.name", new { tenant.Tenant });
        return [.. rows.Select(row => row.ToProfile())];
    }

    public async Task<SignalProfileChange> CreateAsync(TenantRef tenant, string name, SignalTerms terms, string changedBy, CancellationToken ct)
    {
        if (!SignalProfile.IsName(name)) return new SignalProfileChange.Refused("name_invalid", $"A profile's name has 1 to {SignalProfile.LongestName} of a–z, 0–9 and hyphen.");
        if (terms.Problem is { } problem) return new SignalProfileChange.Refused("terms_invalid", problem);
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var profile = new SignalProfile(new(Guid.CreateVersion7(clock.GetUtcNow())), name, terms, clock.GetUtcNow(), null);
        if (await scope.ExecuteAsync(InsertSql, new { id = profile.Id, tenant.Tenant, name, terms = DomainJson.Write(terms), now = profile.CreatedAt }) == 0)
            return new SignalProfileChange.Refused("profile_exists", $"There is or was a profile {name}; its lots carry that name, so choose another.");
        return await RecordAsync(scope, tenant, profile, null, terms, changedBy);
    }

    public Task<SignalProfileChange> ChangeAsync(TenantRef tenant, SignalProfileId id, SignalTerms terms, string changedBy, CancellationToken ct) => terms.Problem is { } problem
        ? Task.FromResult<SignalProfileChange>(new SignalProfileChange.Refused("terms_invalid", problem))
        : UpdateAsync(tenant, id, profile => profile with { Terms = terms }, changedBy, ct);

    public Task<SignalProfileChange> CloseAsync(TenantRef tenant, SignalProfileId id, string changedBy, CancellationToken ct) =>
        UpdateAsync(tenant, id, profile => profile with { DisabledAt = clock.GetUtcNow() }, changedBy, ct);

    private async Task<SignalProfileChange> UpdateAsync(TenantRef tenant, SignalProfileId id, Func<SignalProfile, SignalProfile> change, string changedBy, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        if (await scope.QuerySingleOrDefaultAsync<SignalProfileRow>(FindSql, new { tenant.Tenant, id }) is not { } row)
            return new SignalProfileChange.Refused("profile_not_found", "There is no such profile.");
        var (before, after) = (row.ToProfile(), change(row.ToProfile()));
        await scope.ExecuteAsync("update signal_profile set terms = @terms::jsonb, disabled_at = @DisabledAt where id = @Id", new { terms = DomainJson.Write(after.Terms), after.DisabledAt, after.Id });
        return await RecordAsync(scope, tenant, after, before.Terms, after.Terms, changedBy);
    }

    private async Task<SignalProfileChange> RecordAsync(TenantScope scope, TenantRef tenant, SignalProfile profile, SignalTerms? before, SignalTerms after, string changedBy)
    {
        await scope.ExecuteAsync(HistorySql, new
        {
            tenant.Tenant,
            id = profile.Id,
            changedBy,
            now = clock.GetUtcNow(),
            before = before is null ? null : DomainJson.Write(before),
            after = profile.DisabledAt is null ? DomainJson.Write(after) : """{"closed": true}""",
        });
        scope.Announce(ChangeKind.Signals, tenant.Tenant);
        await scope.CommitAsync();
        return new SignalProfileChange.Done(profile);
    }
}
