using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Accounts.Wallets;

/// <summary>
/// Disconnects the wallet: its grants end and its key signs nothing more. The encrypted key stays: a wallet that was made
/// here may still hold money, and nobody else has its key.
/// </summary>
public sealed partial class RevokeConnectionHandler(TenantScopes scopes, TimeProvider clock, ILogger<RevokeConnectionHandler> logger)
{
    public async Task<WalletResult> HandleAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        await WalletRows.TakeTurnAsync(scope, tenant.Tenant);
        if (await WalletRows.FindActiveAsync(scope, tenant.Tenant) is not { } connection) return new WalletResult.Refused(AccountErrors.NoConnection);

        await scope.ExecuteAsync("""
            update wallet_grant set revoked_at = @Now where connection_id = @Id and revoked_at is null;
            update wallet_connection set revoked_at = @Now, approvals_ready_at = null where id = @Id;
            """, new { Now = clock.GetUtcNow(), connection.Id });
        await scope.NotifyAsync(ChangeKind.Wallet, tenant.Tenant);
        await scope.CommitAsync();
        Log.Revoked(logger, connection.Signer, tenant.Tenant);
        return new WalletResult.Done(connection, Grant: null);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1122, Level = LogLevel.Information, Message = "Wallet {Signer} disconnected by tenant {TenantId}.")]
        public static partial void Revoked(ILogger logger, Domain.Venue.WalletAddress signer, TenantId tenantId);
    }
}
