using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Dapper;

namespace CopyTrade.Infrastructure.Research.Leaders;

internal sealed class LeadersQuery(Databases databases, TenantScopes scopes) : ILeadersQuery
{
    private const int Trials = 20;
    private const int Closings = 50;
    private volatile LeaderList? _last;

    public async Task<LeaderList> ListAsync(CancellationToken ct)
    {
        await using var connection = await databases.App.OpenConnectionAsync(ct);
        var (ranked, candidates, waiting) = await connection.QuerySingleAsync<(DateTimeOffset?, int, int)>(new(
            "select (select max(ranked_at) from leader_profile), count(*)::int, (count(*) filter (where read_at is null))::int from leader_candidate", cancellationToken: ct));
        // Read once after each ranking, however many people look.
        if (_last is { } last && last.RankedAt == ranked) return last with { Candidates = candidates, Waiting = waiting };
        var rows = (await connection.QueryAsync<string>(new("select line::text from leader_profile where line is not null", cancellationToken: ct))).Select(DomainJson.Read<LeaderRow>).OrderBy(row => row.Standing.Rank).ToList();
        return _last = new LeaderList(rows, ranked, candidates, waiting);
    }

    public async Task<LeaderDossier?> FindAsync(WalletAddress wallet, CancellationToken ct)
    {
        await using var connection = await databases.App.OpenConnectionAsync(ct);
        if (await connection.QuerySingleOrDefaultAsync<Row>(new(
            """
            select c.name, c.read_at, c.problem, p.profile::text as Profile, p.line::text as Line, p.ranked_at
              from leader_candidate c left join leader_profile p on p.wallet = c.wallet where c.wallet = @wallet
            """, new { wallet }, cancellationToken: ct)) is not { } row) return null;
        var profile = row.Profile is null ? null : DomainJson.Read<LeaderProfile>(row.Profile);
        return new(
            wallet, profile?.Name ?? row.Name, profile, row.Line is null ? null : DomainJson.Read<LeaderRow>(row.Line).Standing, row.RankedAt, row.ReadAt, row.Problem,
            await LeaderRows.OpeningsAsync(connection, wallet, ct), await LeaderRows.ClosingsAsync(connection, wallet, Closings, ct));
    }

    public async Task<IReadOnlySet<WalletAddress>> StarredAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return (await scope.QueryAsync<WalletAddress>("select wallet from leader_star where billing_account_id = @Tenant", new { tenant.Tenant })).ToHashSet();
    }

    public async Task<IReadOnlyList<CopyTrial>> TrialsAsync(TenantRef tenant, WalletAddress wallet, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return [.. (await scope.QueryAsync<TrialRow>(
            $"select {TrialRow.Columns} from leader_trial where billing_account_id = @Tenant and wallet = @wallet order by requested_at desc limit {Trials}", new { tenant.Tenant, wallet })).Select(row => row.ToTrial())];
    }

    public async Task<CopyTrial?> FindTrialAsync(TenantRef tenant, Guid id, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return (await scope.QuerySingleOrDefaultAsync<TrialRow>($"select {TrialRow.Columns} from leader_trial where billing_account_id = @Tenant and id = @id", new { tenant.Tenant, id }))?.ToTrial();
    }

    public async Task<IReadOnlyList<LeaderView>> ViewsAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return [.. (await scope.QueryAsync<(string Name, string Filter)>("select name, filter from leader_view where billing_account_id = @Tenant order by lower(name)", new { tenant.Tenant })).Select(row => new LeaderView(row.Name, row.Filter))];
    }

    private sealed class Row
    {
        public string? Name { get; init; }

        public DateTimeOffset? ReadAt { get; init; }

        public string? Problem { get; init; }

        public string? Profile { get; init; }

        public string? Line { get; init; }

        public DateTimeOffset? RankedAt { get; init; }
    }
}
