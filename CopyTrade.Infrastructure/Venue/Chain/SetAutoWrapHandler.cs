using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>Turns the wrapping of deposits on, with consent, or off. Off takes back what is not signed yet.</summary>
public sealed class SetAutoWrapHandler(TenantScopes scopes, TimeProvider clock)
{
    /// <summary>Null when it is done.</summary>
    public async Task<AccountRefusal?> HandleAsync(TenantRef tenant, bool isOn, bool consent, CancellationToken ct)
    {
        if (isOn && !consent) return TransferErrors.WrapConsentRequired;
        var now = clock.GetUtcNow();
        await using var scope = await scopes.OpenAsync(tenant, ct);
        await WalletRows.TakeTurnAsync(scope, tenant.Tenant);
        if (await WalletRows.FindActiveAsync(scope, tenant.Tenant) is not { } wallet) return AccountErrors.NoConnection;
        if (isOn && TransferErrors.NotOurs(wallet) is { } refusal) return refusal;
        if (isOn)
        {
            await scope.ExecuteAsync("""
                insert into wallet_auto_wrap (connection_id, billing_account_id, consented_at, consent_version) values (@Id, @Tenant, @now, @Version)
                on conflict (connection_id) do update set consented_at = excluded.consented_at, consent_version = excluded.consent_version, ended_at = null where wallet_auto_wrap.ended_at is not null
                """, new { wallet.Id, tenant.Tenant, now, Consent.AutoWrap.Version });
        }
        else
        {
            await scope.ExecuteAsync("""
                update wallet_auto_wrap set ended_at = @now where connection_id = @Id and ended_at is null;
                update wallet_transfer set state = 'failed', problem = 'Wrapping was turned off before anything was sent.', ended_at = @now where connection_id = @Id and kind = 'wrap' and state = 'requested';
                """, new { wallet.Id, now });
        }

        scope.Announce(ChangeKind.Wallet, tenant.Tenant);
        await scope.CommitAsync();
        return null;
    }
}
