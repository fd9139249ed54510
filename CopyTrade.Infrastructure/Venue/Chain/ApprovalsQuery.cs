using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Venue.Chain;

internal sealed class ApprovalsQuery(TenantScopes scopes, ChainContracts contracts) : IApprovalsQuery
{
    public async Task<IReadOnlyList<ApprovalView>> ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        if (await scope.QuerySingleOrDefaultAsync<Guid?>("select id from wallet_connection where billing_account_id = @Tenant and revoked_at is null", new { tenant.Tenant }) is not { } connection) return [];
        var rows = (await scope.QueryAsync<Row>("""
            select a.step, a.state, a.problem, a.read_at, t.transaction_hash
              from wallet_approval a left join chain_transaction t on t.id = a.transaction_id
             where a.connection_id = @connection
            """, new { connection })).ToDictionary(row => row.Step);
        return [.. contracts.Steps.Select(step => rows.TryGetValue(step.Key, out var row)
            ? new ApprovalView(step.Key, EnumText.Parse<ApprovalState>(row.State), step.NeededFor, row.Problem, row.TransactionHash, row.ReadAt)
            : new ApprovalView(step.Key, ApprovalState.Unknown, step.NeededFor, null, null, null))];
    }

    private sealed record Row
    {
        public string Step { get; init; } = "";

        public string State { get; init; } = "";

        public string? Problem { get; init; }

        public DateTimeOffset? ReadAt { get; init; }

        public TransactionHash? TransactionHash { get; init; }
    }
}
