using System.Text.Json;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading.Canary;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts.Preflight;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Trading.Canary;

/// <summary>Takes orders for the one-dollar trial: a row and a durable job in one commit, one at a time for a wallet.</summary>
public sealed class CanaryDesk(TenantScopes scopes, JobQueue jobs, TimeProvider clock) : ICanary
{
    private static readonly TimeSpan FreshChecks = TimeSpan.FromMinutes(15);
    private static readonly CanaryReceipt NoWallet = new CanaryReceipt.Refused("No wallet is connected: connect one first.");
    private static readonly CanaryReceipt OnPaper = new CanaryReceipt.Refused("A paper account needs no trial: nothing it does reaches the venue, so there is nothing to try out.");
    private static readonly CanaryReceipt NotChecked = new CanaryReceipt.Refused("Run the wallet checks first: a trial makes sense when all of them are clear.");

    public async Task<CanaryRun?> LatestAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return await CanaryRows.LatestAsync(scope, tenant.Tenant);
    }

    public async Task<CanaryReceipt> RequestAsync(TenantRef tenant, Guid request, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var scope = await scopes.OpenAsync(tenant, ct);
        await WalletRows.TakeTurnAsync(scope, tenant.Tenant);
        if (await scope.QueryFirstOrDefaultAsync<Guid?>("select id from wallet_canary where billing_account_id = @Tenant and (id = @request or ended_at is null) order by ended_at nulls first limit 1", new { tenant.Tenant, request }) is { } known)
            return new CanaryReceipt.Asked(known);
        if (await WalletRows.FindActiveAsync(scope, tenant.Tenant) is not { } wallet) return NoWallet;
        if (wallet.SignatureType == SignatureType.Paper) return OnPaper;
        if (await PreflightRows.LatestAsync(scope, tenant.Tenant) is not { IsClear: true, EndedAt: { } checkedAt } || now - checkedAt > FreshChecks) return NotChecked;

        await scope.ExecuteAsync("insert into wallet_canary (id, billing_account_id, connection_id, requested_by, requested_at) values (@request, @Tenant, @wallet, @Owner, @now)",
            new { request, tenant.Tenant, wallet = wallet.Id, tenant.Owner, now });
        await jobs.AddAsync(scope, new NewJob(JobKind.Canary, request.ToString("N"), "canary", JsonSerializer.Serialize(new { canary = request }), request.ToString("N")), ct);
        scope.Announce(ChangeKind.Preflight, tenant.Tenant);
        await scope.CommitAsync();
        return new CanaryReceipt.Asked(request);
    }
}
