using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Venue.Chain;
using CopyTrade.Web.Identity;

namespace CopyTrade.Web.Features.Wallets;

public sealed class WalletMoney(
    AccountsMode mode, IWalletQuery wallets, IWalletTransfersQuery transfers, IWalletRefusalQuery refusals, WithdrawHandler withdraw, SetAutoWrapHandler autoWrap, StepUp stepUp) : IWalletMoney
{
    public const int Shown = 10;

    public VenueMode Mode => mode.Venue;

    public async Task<WalletMoneyView?> ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        if ((await wallets.ReadAsync(tenant, ct)).Connection is not { } wallet || await transfers.AutoWrapAsync(tenant, ct) is not { } deposits) return null;
        var (password, code) = await stepUp.AsksForAsync(tenant.Owner);
        return new WalletMoneyView(wallet, await transfers.ListAsync(tenant, Shown, ct), deposits, await refusals.FindAsync(tenant, ct), password, code);
    }

    public async Task<string?> WithdrawAsync(TenantRef tenant, WithdrawForm form, CancellationToken ct)
    {
        if (await stepUp.CheckAsync(tenant.Owner, form.Password, form.Code) is { } stranger) return stranger.Message;
        return await withdraw.HandleAsync(tenant, new Withdraw(form.To, form.Dollars ?? Usdc.Zero, form.DollarsAgain ?? Usdc.Zero), ct) is WithdrawResult.Refused refused ? refused.Reason.Message : null;
    }

    public async Task<string?> SetAutoWrapAsync(TenantRef tenant, bool isOn, bool consent, CancellationToken ct) => (await autoWrap.HandleAsync(tenant, isOn, consent, ct))?.Message;
}
