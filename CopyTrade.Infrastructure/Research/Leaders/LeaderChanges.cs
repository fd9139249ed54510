using System.Text.Json;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Alerts;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using Dapper;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Research.Leaders;

internal sealed class LeaderChanges(Databases databases, TenantScopes scopes, JobQueue queue, IOptions<LeaderOptions> options, TimeProvider clock) : ILeaderChanges
{
    private const int MostWaiting = 3;

    public async Task<bool> AskAsync(WalletAddress wallet, CancellationToken ct)
    {
        await using var connection = await databases.App.OpenConnectionAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<bool?>(new(
            """
            insert into leader_candidate (wallet, source, added_at, next_at)
            select @wallet, 'asked', @now, @now where exists (select from leader_candidate where wallet = @wallet) or (select count(*) from leader_candidate) < @most
                on conflict (wallet) do update set next_at = case when leader_candidate.read_at is null then leader_candidate.next_at else least(leader_candidate.next_at, greatest(excluded.next_at, leader_candidate.read_at + interval '10 minutes')) end
            returning true
            """, new { wallet, now = clock.GetUtcNow(), most = options.Value.MostCandidates }, cancellationToken: ct)) ?? false;
    }

    public async Task StarAsync(TenantRef tenant, WalletAddress wallet, bool starred, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var parameters = new { tenant.Tenant, wallet, now = clock.GetUtcNow() };
        await scope.ExecuteAsync(starred
            ? "insert into leader_star (billing_account_id, wallet, starred_at) values (@Tenant, @wallet, @now) on conflict do nothing"
            : "delete from leader_star where billing_account_id = @Tenant and wallet = @wallet", parameters);
        await scope.CommitAsync();
    }

    public async Task<bool> SaveViewAsync(TenantRef tenant, LeaderView view, CancellationToken ct)
    {
        if (view.Problem is { } problem) throw new ArgumentException(problem, nameof(view));
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var isKept = await scope.ExecuteAsync(
            """
            insert into leader_view (billing_account_id, name, filter, saved_at)
            select @Tenant, @Name, @Filter, @now where (select count(*) from leader_view where billing_account_id = @Tenant and name <> @Name) < @most
                on conflict (billing_account_id, name) do update set filter = excluded.filter, saved_at = excluded.saved_at
            """, new { tenant.Tenant, view.Name, view.Filter, now = clock.GetUtcNow(), most = LeaderView.Most }) > 0;
        await scope.CommitAsync();
        return isKept;
    }

    public async Task RemoveViewAsync(TenantRef tenant, string name, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        await scope.ExecuteAsync("delete from leader_view where billing_account_id = @Tenant and name = @name", new { tenant.Tenant, name });
        await scope.CommitAsync();
    }

    public async Task<Guid?> TryAsync(TenantRef tenant, WalletAddress wallet, TrialTerms terms, CancellationToken ct)
    {
        if (terms.Problem is { } problem) throw new ArgumentException(problem, nameof(terms));
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var waiting = await scope.QuerySingleAsync<int>("select count(*)::int from leader_trial where billing_account_id = @Tenant and state = 'requested'", new { tenant.Tenant });
        if (waiting >= MostWaiting) return null;
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        await scope.ExecuteAsync(
            "insert into leader_trial (id, billing_account_id, wallet, terms, state, requested_at) values (@id, @Tenant, @wallet, @terms::jsonb, 'requested', @now)",
            new { id, tenant.Tenant, wallet, terms = DomainJson.Write(terms), now });
        await queue.AddAsync(scope, new NewJob(JobKind.TryCopy, id.ToString("N"), "trial", JsonSerializer.Serialize(new { trial = id }), id.ToString("N")), ct);
        await scope.CommitAsync();
        return id;
    }
}
