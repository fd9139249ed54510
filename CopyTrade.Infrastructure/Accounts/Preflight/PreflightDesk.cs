using System.Text.Json;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Accounts.Preflight;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Accounts.Preflight;

/// <summary>Takes orders for checks of a wallet: a row and a durable job in one commit.</summary>
public sealed class PreflightDesk(TenantScopes scopes, JobQueue jobs, TimeProvider clock) : IPreflight
{
    /// <summary>A run that nobody took up or finished for longer is not waited for any more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async Task<PreflightRun?> LatestAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return await PreflightRows.LatestAsync(scope, tenant.Tenant);
    }

    public async Task<Guid?> RequestAsync(TenantRef tenant, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var scope = await scopes.OpenAsync(tenant, ct);
        await WalletRows.TakeTurnAsync(scope, tenant.Tenant);
        if (await WalletRows.FindActiveAsync(scope, tenant.Tenant) is not { SignatureType: not SignatureType.Paper } wallet) return null;
        if (await PreflightRows.LatestAsync(scope, tenant.Tenant) is { EndedAt: null } running && now - running.RequestedAt < Patience) return running.Id;

        var id = Guid.CreateVersion7(now);
        await scope.ExecuteAsync("insert into wallet_preflight (id, billing_account_id, connection_id, requested_at) values (@id, @Tenant, @wallet, @now)", new { id, tenant.Tenant, wallet = wallet.Id, now });
        await jobs.AddAsync(scope, new NewJob(JobKind.Preflight, id.ToString("N"), $"preflight:{id:N}", JsonSerializer.Serialize(new { run = id }), id.ToString("N")), ct);
        scope.Announce(ChangeKind.Preflight, tenant.Tenant);
        await scope.CommitAsync();
        return id;
    }
}
