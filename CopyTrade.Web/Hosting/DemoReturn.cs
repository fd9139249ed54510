using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Web.Hosting;

/// <summary>
/// A replay, or a world whose file was lost, begins empty; the database does not. Wallets that traded there before sign in
/// anew at every start, so that no order goes out with credentials of a venue that is gone.
/// </summary>
internal sealed class DemoReturn(TenantScopes scopes)
{
    public async Task PrepareAsync(IReadOnlyList<TenantRef> tenants, CancellationToken ct)
    {
        if (tenants.Count == 0) return;
        await using var scope = await scopes.OpenManyAsync(tenants, ct);
        await scope.ExecuteAsync("update wallet_connection set credentials_at = null, approvals_ready_at = null, readiness_problem = null where revoked_at is null");
        await scope.CommitAsync();
    }
}
