using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Rules;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Infrastructure.Venue.Chain;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Accounts.Wallets;

/// <summary>
/// Disconnects the wallet, in one commit: its orders are to be cancelled, what is not signed is taken back, its grants end,
/// what was seen of its approvals is forgotten, and its key signs nothing more. What is signed is followed to its end. The
/// encrypted key stays: a wallet that was made here may still hold money, and nobody else has its key.
/// </summary>
public sealed partial class RevokeConnectionHandler(TenantScopes scopes, TimeProvider clock, ILogger<RevokeConnectionHandler> logger)
{
    public async Task<WalletResult> HandleAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        await WalletRows.TakeTurnAsync(scope, tenant.Tenant);
        if (await WalletRows.FindActiveAsync(scope, tenant.Tenant) is not { } connection) return new WalletResult.Refused(AccountErrors.NoConnection);

        var now = clock.GetUtcNow();
        var orders = await OrderCancels.RequestAllAsync(scope, tenant, "wallet disconnected", now);
        await WalletTransferLedger.TakeBackAsync(scope, connection.Id, "The wallet was disconnected before anything was sent.", now);
        await scope.ExecuteAsync("""
            update wallet_grant set revoked_at = @now where connection_id = @Id and revoked_at is null;
            delete from wallet_approval where connection_id = @Id;
            update wallet_auto_wrap set ended_at = @now where connection_id = @Id and ended_at is null;
            update wallet_connection set revoked_at = @now, approvals_ready_at = null where id = @Id;
            """, new { now, connection.Id });
        await RulePauses.PauseAsync(scope, tenant, now);
        scope.Announce(ChangeKind.Wallet, tenant.Tenant);
        if (orders > 0) scope.Announce(ChangeKind.Orders, tenant.Tenant);
        await scope.CommitAsync();
        Log.Revoked(logger, connection.Signer, tenant.Tenant, orders);
        return new WalletResult.Done(connection, Grant: null);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1122, Level = LogLevel.Information, Message = "Wallet {Signer} disconnected by tenant {TenantId}; {Orders} orders are to be cancelled.")]
        public static partial void Revoked(ILogger logger, Domain.Venue.WalletAddress signer, TenantId tenantId, int orders);
    }
}
