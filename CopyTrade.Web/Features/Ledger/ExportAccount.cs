using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Simulation;

namespace CopyTrade.Web.Features.Ledger;

/// <summary>Whose figures a file holds.</summary>
internal static class ExportAccount
{
    /// <summary>The shown account, or with <c>?account=</c> another one of the same person; null for a stranger's, which does not exist.</summary>
    public static async Task<TenantRef?> OfAsync(HttpContext http, PaperAccounts accounts, CancellationToken ct)
    {
        if (!http.User.TryGetTenant(out var tenant)) return null;
        if (http.Request.Query["account"].ToString() is not { Length: > 0 } wanted) return tenant;
        return Guid.TryParse(wanted, out var id) ? (await accounts.ListAsync(tenant.Owner, ct)).FirstOrDefault(account => account.Tenant.Tenant.Value == id)?.Tenant : null;
    }
}
