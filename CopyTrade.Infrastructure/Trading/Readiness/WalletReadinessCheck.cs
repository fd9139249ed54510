using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Venue.Chain;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Trading.Readiness;

/// <summary>Can this wallet trade? Derives credentials when there are none, reads collateral and approvals, and says in one sentence what is missing.</summary>
public sealed partial class WalletReadinessCheck(
    TenantScopes scopes, IVenueAccounts venue, VenueCredentialStore credentials, MarkReadinessHandler mark, IChainState chain, ApprovalCeremony ceremony, BalanceNews news, TimeProvider clock, ILogger<WalletReadinessCheck> logger)
{
    /// <summary>Never throws but for cancellation: one wallet's trouble is not the next one's.</summary>
    /// <param name="tenant">Whose wallet.</param>
    /// <param name="wallet">The connection as it is stored.</param>
    /// <param name="doubts">What the venue said elsewhere.</param>
    /// <param name="ct">Ends the look.</param>
    /// <returns>False when the venue did not answer, or gave no credentials: worth another look soon.</returns>
    public async Task<bool> RunAsync(TenantRef tenant, WalletConnection wallet, WalletDoubts doubts, CancellationToken ct)
    {
        try
        {
            return await JudgeAsync(tenant, wallet, doubts, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // Nobody awaits a look but its own loop: what is not said here is said nowhere.
            Log.CheckBroke(logger, tenant.Tenant, e);
            return false;
        }
    }

    private async Task<bool> JudgeAsync(TenantRef tenant, WalletConnection wallet, WalletDoubts doubts, CancellationToken ct)
    {
        try
        {
            var asked = clock.GetUtcNow();
            if (wallet.SignatureType == SignatureType.Paper)
            {
                // No key, no credentials, nothing on the chain: only the balance can change.
                var paper = await venue.CollateralAsync(VenueCredentials.OfPaper(wallet.Signer, tenant), wallet.SignatureType, ct);
                await mark.HandleAsync(tenant, wallet.Id, new WalletReadiness(true, paper.Balance, null, asked), ct);
                return true;
            }

            var stored = wallet.CredentialsAt is null || doubts.HasFlag(WalletDoubts.Credentials) ? null : await credentials.GetAsync(tenant, wallet.Id, ct);
            var collateral = stored is null ? null : await TryLookAsync(tenant, wallet, stored, doubts, ct);
            if (collateral is null)
            {
                if (await DeriveAsync(tenant, wallet, ct) is not { } login) return false;
                asked = clock.GetUtcNow();
                collateral = await LookAsync(tenant, wallet, login, doubts, ct);
            }

            var missing = await MissingAsync(tenant, wallet, ct);
            if (missing is { Count: 0 } && collateral.Approved is false)
            {
                // The chain knows better (R0.53): the venue keeps what it last read until it is told to look again.
                var login = await credentials.GetAsync(tenant, wallet.Id, ct);
                if (login is not null) await venue.RefreshBalanceAsync(login, wallet.SignatureType, null, ct);
                if (login is not null) (asked, collateral) = (clock.GetUtcNow(), await venue.CollateralAsync(login, wallet.SignatureType, ct));
            }

            var problem = missing is { Count: > 0 } ? ProblemOf(missing) : ProblemOf(collateral);
            await mark.HandleAsync(tenant, wallet.Id, new WalletReadiness(problem is null, collateral.Balance, problem, asked), ct);
            return true;
        }
        catch (VenueUnavailableException e)
        {
            // Silence of the venue says nothing about the wallet: what was known stays.
            Log.VenueSilent(logger, tenant.Tenant, e.Message);
            return false;
        }
        catch (SignerUnavailableException e)
        {
            await mark.HandleAsync(tenant, wallet.Id, new WalletReadiness(false, null, e.Message), ct);
            return true;
        }
    }

    /// <summary>Null when the venue refuses the stored credentials: it forgot or revoked them.</summary>
    private async Task<CollateralState?> TryLookAsync(TenantRef tenant, WalletConnection wallet, VenueCredentials login, WalletDoubts doubts, CancellationToken ct)
    {
        try
        {
            return await LookAsync(tenant, wallet, login, doubts, ct);
        }
        catch (VenueUnavailableException e) when (e.CredentialsRefused)
        {
            Log.CredentialsRefused(logger, tenant.Tenant);
            return null;
        }
    }

    private async Task<CollateralState> LookAsync(TenantRef tenant, WalletConnection wallet, VenueCredentials login, WalletDoubts doubts, CancellationToken ct)
    {
        await RefreshAsync(tenant, wallet, login, doubts, ct);
        return await venue.CollateralAsync(login, wallet.SignatureType, ct);
    }

    /// <summary>The approvals that this wallet lacks, as the chain says; null when the chain does not answer: then the venue's word counts.</summary>
    private async Task<IReadOnlyList<ApprovalStep>?> MissingAsync(TenantRef tenant, WalletConnection wallet, CancellationToken ct)
    {
        try
        {
            var given = await ceremony.RunAsync(tenant, wallet, ct);
            // A smart wallet may trade before its owner's account has anything to pay gas with, and can be redeemed at Polymarket too:
            // what only redeeming needs holds up no trading.
            return [.. chain.Steps.Where(step => !given[step.Key] && (step.IsForTrading || wallet.SignatureType == SignatureType.Eoa))];
        }
        catch (VenueUnavailableException e)
        {
            Log.ChainSilent(logger, tenant.Tenant, e.Message);
            return null;
        }
    }

    private static string ProblemOf(IReadOnlyList<ApprovalStep> missing) =>
        $"{missing.Count} of the wallet's approvals {(missing.Count == 1 ? "is" : "are")} missing, so it cannot {missing[0].NeededFor}: enable trading on the wallet page (insufficient_allowance).";

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
    private async Task RefreshAsync(TenantRef tenant, WalletConnection wallet, VenueCredentials login, WalletDoubts doubts, CancellationToken ct)
    {
        Dictionary<TokenId, DateTimeOffset> settled;
        await using (var scope = await scopes.OpenManyAsync([tenant], ct))
        {
            settled = (await scope.QueryAsync<(string Token, DateTime At)>("""
                select o.token_id, max(f.settled_at) from order_fill f join trade_order o on o.id = f.order_id
                 where f.billing_account_id = @Tenant and f.settlement = 'confirmed' and f.settled_at > @Since
                 group by 1 order by 2 desc limit 20
                """, new { tenant.Tenant, Since = clock.GetUtcNow().AddMinutes(-2) })).ToDictionary(row => TokenId.Parse(row.Token), row => Timestamps.Utc(row.At));
        }

        IReadOnlyCollection<TokenId> tokens = doubts.HasFlag(WalletDoubts.Balance) ? settled.Keys : news.Untold(wallet.Id, settled);
        if (tokens.Count > 0 || doubts.HasFlag(WalletDoubts.Balance)) await venue.RefreshBalanceAsync(login, wallet.SignatureType, null, ct);
        foreach (var token in tokens) await venue.RefreshBalanceAsync(login, wallet.SignatureType, token, ct);
        news.Told(wallet.Id, settled);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1419, Level = LogLevel.Warning, Message = "The wallet of tenant {TenantId} could not be checked: {Reason}")]
        public static partial void VenueSilent(ILogger logger, TenantId tenantId, string reason);

        [LoggerMessage(EventId = 1422, Level = LogLevel.Warning, Message = "The chain does not answer for tenant {TenantId}, so the venue's word on approvals counts: {Reason}")]
        public static partial void ChainSilent(ILogger logger, TenantId tenantId, string reason);

        [LoggerMessage(EventId = 1421, Level = LogLevel.Warning, Message = "The venue refuses the API credentials of tenant {TenantId}: new ones are derived.")]
        public static partial void CredentialsRefused(ILogger logger, TenantId tenantId);

        [LoggerMessage(EventId = 1420, Level = LogLevel.Error, Message = "Checking the wallet of tenant {TenantId} broke.")]
        public static partial void CheckBroke(ILogger logger, TenantId tenantId, Exception exception);
    }
}
