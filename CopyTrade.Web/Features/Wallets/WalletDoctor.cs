using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Accounts.Preflight;
using CopyTrade.Domain.Trading.Canary;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Web.Hosting;
using CopyTrade.Web.Identity;

namespace CopyTrade.Web.Features.Wallets;

public sealed class WalletDoctor(AccountsMode mode, IWalletQuery wallets, IPreflight preflight, ICanary canary, IWithdrawAddresses addresses, StepUp stepUp) : IWalletDoctor
{
    public VenueMode Mode => mode.Venue;

    public string Version => HostFacts.Version;

    public async Task<DoctorView?> ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        if (await wallets.ReadAsync(tenant, ct) is not { Connection: { } wallet } view) return null;
        if (wallet.SignatureType == SignatureType.Paper) return new DoctorView(wallet, view.Grant, null, null, [], AsksPassword: false, AsksCode: false);
        var (password, code) = await stepUp.AsksForAsync(tenant.Owner);
        return new DoctorView(wallet, view.Grant, await preflight.LatestAsync(tenant, ct), await canary.LatestAsync(tenant, ct), await addresses.ListAsync(tenant, ct), password, code);
    }

    public Task CheckAsync(TenantRef tenant, CancellationToken ct) => preflight.RequestAsync(tenant, ct);

    public Task<CanaryReceipt> TryAsync(TenantRef tenant, Guid request, CancellationToken ct) => canary.RequestAsync(tenant, request, ct);

    public async Task<string?> ListAddressAsync(TenantRef tenant, AddressForm form, CancellationToken ct) =>
        await stepUp.CheckAsync(tenant.Owner, form.Password, form.Code) is { } stranger ? stranger.Message : await addresses.AddAsync(tenant, form.Address, form.Label, ct);

    public Task<bool> RemoveAddressAsync(TenantRef tenant, Guid id, CancellationToken ct) => addresses.RemoveAsync(tenant, id, ct);
}
