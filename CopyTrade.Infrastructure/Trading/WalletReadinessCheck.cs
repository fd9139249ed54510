using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Trading;

/// <summary>Can this wallet trade? Derives credentials when there are none, reads collateral and approvals, and says in one sentence what is missing.</summary>
public sealed partial class WalletReadinessCheck(
    TenantScopes scopes, IVenueAccounts venue, VenueCredentialStore credentials, MarkReadinessHandler mark, TimeProvider clock, ILogger<WalletReadinessCheck> logger)
{
    /// <summary>Never throws but for cancellation: one wallet's trouble is not the next one's.</summary>
    public async Task RunAsync(TenantRef tenant, WalletConnection wallet, CancellationToken ct)
    {
        try
        {
            var login = (wallet.CredentialsAt is null ? null : await credentials.GetAsync(tenant, wallet.Id, ct)) ?? await DeriveAsync(tenant, wallet, ct);
            if (login is null) return;
            await RefreshAsync(tenant, wallet, login, ct);
            var collateral = await venue.CollateralAsync(login, wallet.SignatureType, ct);
            await mark.HandleAsync(tenant, wallet.Id, new WalletReadiness(collateral.Approved is true, collateral.Balance, ProblemOf(collateral)), ct);
        }
        catch (VenueUnavailableException e)
        {
            // Silence of the venue says nothing about the wallet: what was known stays.
            Log.VenueSilent(logger, tenant.Tenant, e.Message);
        }
        catch (SignerUnavailableException e)
        {
            await mark.HandleAsync(tenant, wallet.Id, new WalletReadiness(false, null, e.Message), ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.CheckBroke(logger, tenant.Tenant, e);
        }
    }

    private static string? ProblemOf(CollateralState collateral) => collateral.Approved switch
    {
        true => null,
        false => "The exchanges may not spend this wallet's collateral yet: complete the approvals for buying and selling (insufficient_allowance).",
        null => "The venue does not say whether its exchanges may spend this wallet's collateral (insufficient_allowance).",
    };

    private async Task<VenueCredentials?> DeriveAsync(TenantRef tenant, WalletConnection wallet, CancellationToken ct)
    {
        try
        {
            var login = await venue.DeriveCredentialsAsync(tenant, wallet, ct);
            await credentials.StoreAsync(tenant, wallet.Id, login, ct);
            return login;
        }
        catch (VenueUnavailableException e)
        {
            await mark.HandleAsync(tenant, wallet.Id, new WalletReadiness(false, null, $"The venue gave no API credentials for this wallet: {e.Message}"), ct);
            return null;
        }
    }

    /// <summary>The venue caches balances: a sell right after its buy settled is refused until it is told to look again.</summary>
    private async Task RefreshAsync(TenantRef tenant, WalletConnection wallet, VenueCredentials login, CancellationToken ct)
    {
        IReadOnlyList<TokenId> tokens;
        await using (var scope = await scopes.OpenManyAsync([tenant], ct))
        {
            tokens = await scope.QueryAsync<TokenId>("""
                select distinct o.token_id from order_fill f join trade_order o on o.id = f.order_id
                 where f.billing_account_id = @Tenant and f.settlement = 'confirmed' and f.settled_at > @Since limit 20
                """, new { tenant.Tenant, Since = clock.GetUtcNow().AddMinutes(-2) });
        }

        if (tokens.Count == 0) return;
        await venue.RefreshBalanceAsync(login, wallet.SignatureType, null, ct);
        foreach (var token in tokens) await venue.RefreshBalanceAsync(login, wallet.SignatureType, token, ct);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1419, Level = LogLevel.Warning, Message = "The wallet of tenant {TenantId} could not be checked: {Reason}")]
        public static partial void VenueSilent(ILogger logger, TenantId tenantId, string reason);

        [LoggerMessage(EventId = 1420, Level = LogLevel.Error, Message = "Checking the wallet of tenant {TenantId} broke.")]
        public static partial void CheckBroke(ILogger logger, TenantId tenantId, Exception exception);
    }
}
