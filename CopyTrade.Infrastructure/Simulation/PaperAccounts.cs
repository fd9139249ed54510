using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Simulation;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Targets;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Simulation;

/// <summary>Opens, chooses and resets the accounts of a person. A person has at most one live and one paper account that trade; closed paper accounts keep their history.</summary>
public sealed class PaperAccounts(TenantScopes scopes, AccountsMode mode, IOptions<PaperOptions> options, TimeProvider clock)
{
    // At most one is chosen, so that no two moments have to be told apart.
    private const string ShowSql = "update billing_account set chosen_at = case when id = @Tenant then @now end where owner_user_id = @Owner and (id = @Tenant or chosen_at is not null)";

    private static readonly Usdc Most = Usdc.Of(1_000_000m);

    /// <summary>Paper money of an account for which nobody named a sum.</summary>
    public Usdc DefaultStart => Usdc.Of(options.Value.StartUsdc);

    /// <summary>Every account of a person, the shown one first and closed ones last.</summary>
    public async Task<IReadOnlyList<AccountSummary>> ListAsync(UserId person, CancellationToken ct)
    {
        await using var scope = await scopes.OpenForUserAsync(person, ct);
        return await AccountRows.ListAsync(scope, person);
    }

    /// <summary>Makes the account of this kind the shown one, opening it when there is none. A new account follows the wallets of the other one when that is asked for.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="money">Which kind.</param>
    /// <param name="copyTargets">Whether a new account takes over the followed wallets with their rules.</param>
    /// <param name="ct">Cancels before anything is kept.</param>
    public async Task<TenantRef> ChooseAsync(UserId person, AccountMoney money, bool copyTargets, CancellationToken ct)
    {
        await using var scope = await OpenTurnAsync(person, ct);
        var known = (await AccountRows.ListAsync(scope, person)).Where(account => account.ClosedAt is null).ToList();
        var now = clock.GetUtcNow();
        var account = known.FirstOrDefault(one => one.Money == money)?.Tenant;
        if (account is null)
        {
            account = await OpenAsync(scope, person, money, DefaultStart, now);
            if (copyTargets && known.FirstOrDefault() is { } other) await TargetCopies.CopyAsync(scope, other.Tenant.Tenant, account.Tenant, now);
        }

        await scope.ExecuteAsync(ShowSql, new { account.Owner, account.Tenant, now });
        await FinishAsync(scope, account);
        return account;
    }

    /// <summary>Gives a new paper account its wallet and its money; does nothing for a live one, and nothing twice.</summary>
    public async Task PrepareAsync(TenantRef account, CancellationToken ct)
    {
        await using var scope = await OpenTurnAsync(account.Owner, ct);
        if ((await AccountRows.ListAsync(scope, account.Owner)).FirstOrDefault(one => one.Tenant == account) is not { Money: AccountMoney.Paper, Start: null }) return;
        await EquipAsync(scope, account, DefaultStart, clock.GetUtcNow());
        await FinishAsync(scope, account);
    }

    /// <summary>
    /// Starts again with other money: the old account stops, keeps its history and is read no more by any figure; the new
    /// one follows the same wallets. API keys go over to it. Null with the reason when the sum is not possible.
    /// </summary>
    public async Task<(TenantRef? Account, string? Problem)> ResetAsync(UserId person, Usdc start, CancellationToken ct)
    {
        if (start <= Usdc.Zero || start > Most) return (null, "Paper money is a sum above $0 and at most $1,000,000.");
        await using var scope = await OpenTurnAsync(person, ct);
        var now = clock.GetUtcNow();
        if ((await AccountRows.ListAsync(scope, person)).FirstOrDefault(one => one is { Money: AccountMoney.Paper, ClosedAt: null }) is not { Tenant: var old }) return (null, "There is no paper account to reset.");
        await TargetTurns.TakeAsync(scope, old);
        await scope.ExecuteAsync("update billing_account set closed_at = @now where id = @Tenant", new { old.Tenant, now });
        var fresh = await OpenAsync(scope, person, AccountMoney.Paper, start, now);
        await TargetCopies.CopyAsync(scope, old.Tenant, fresh.Tenant, now);
        await scope.ExecuteAsync("""
            update copy_target set disabled_at = @now where billing_account_id = @Tenant and disabled_at is null;
            update trade_order set cancel_requested_at = @now where billing_account_id = @Tenant and status in ('pending', 'open', 'partial') and cancel_requested_at is null;
            update wallet_grant set revoked_at = @now where billing_account_id = @Tenant and revoked_at is null;
            update api_key set billing_account_id = @fresh where billing_account_id = @Tenant and revoked_at is null;
            """, new { old.Tenant, fresh = fresh.Tenant, now });
        await scope.ExecuteAsync(ShowSql, new { fresh.Owner, fresh.Tenant, now });
        scope.Announce(ChangeKind.Orders, old.Tenant);
        await FinishAsync(scope, fresh);
        return (fresh, null);
    }

    private async Task<TenantScope> OpenTurnAsync(UserId person, CancellationToken ct)
    {
        var scope = await scopes.OpenForUserAsync(person, ct);
        await scope.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended('accounts ' || @person::text, 0))", new { person });
        return scope;
    }

    private async Task<TenantRef> OpenAsync(TenantScope scope, UserId person, AccountMoney money, Usdc start, DateTimeOffset now)
    {
        var account = new TenantRef(new TenantId(Guid.CreateVersion7(now)), person);
        await scope.ExecuteAsync("""
            insert into billing_account (id, owner_user_id, name, created_at, trading_mode)
            select @Tenant, @Owner, coalesce((select max(name) from billing_account where owner_user_id = @Owner), 'account'), @now, @money
            """, new { account.Tenant, account.Owner, now, money = money.ToText() });
        if (money == AccountMoney.Paper) await EquipAsync(scope, account, start, now);
        return account;
    }

    private async Task EquipAsync(TenantScope scope, TenantRef account, Usdc start, DateTimeOffset now)
    {
        var (id, wallet) = (new WalletConnectionId(Guid.CreateVersion7(now)), PaperOrderBody.WalletOf(account.Tenant));
        await scope.ExecuteAsync("""
            insert into paper_account (billing_account_id, start_usdc, cash, opened_at) values (@Tenant, @start, @start, @now);
            insert into wallet_connection (id, billing_account_id, signer, funder, signature_type, consented_at, created_at, credentials_at, approvals_ready_at, collateral_balance, balance_at)
            values (@id, @Tenant, @wallet, @wallet, @kind, @now, @now, @now, @now, @start, @now);
            """, new { account.Tenant, start, now, id, wallet, kind = (short)SignatureType.Paper });
        await WalletRows.InsertGrantAsync(scope, account, id, GrantTerms.DefaultsOf(mode.Venue), now);
    }

    private static async Task FinishAsync(TenantScope scope, TenantRef account)
    {
        scope.Announce(ChangeKind.Wallet, account.Tenant);
        scope.Announce(ChangeKind.Targets, account.Tenant);
        await scope.CommitAsync();
    }
}
