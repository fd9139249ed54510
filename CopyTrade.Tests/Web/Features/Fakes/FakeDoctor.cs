using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Accounts.Preflight;
using CopyTrade.Domain.Trading.Canary;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Web.Features.Wallets;

namespace CopyTrade.Tests.Web.Features.Fakes;

/// <summary>Checks, trial and list of addresses in memory, beside the wallet of <see cref="FakeData"/>.</summary>
public sealed class FakeDoctor(FakeData data) : IWalletDoctor
{
    public PreflightRun? Run { get; set; }

    public CanaryRun? Trial { get; set; }

    public List<WithdrawAddress> Addresses { get; } = [];

    public List<Guid> Tried { get; } = [];

    public string? Refuses { get; set; }

    public VenueMode Mode => data.Mode;

    public string Version => "1.2.3";

    public Task<DoctorView?> ReadAsync(TenantRef tenant, CancellationToken ct) =>
        Task.FromResult(data.View.Connection is { } wallet ? new DoctorView(wallet, data.View.Grant, Run, Trial, [.. Addresses], AsksPassword: true, AsksCode: false) : null);

    public Task CheckAsync(TenantRef tenant, CancellationToken ct)
    {
        Run = new(Guid.NewGuid(), PageData.Now, null, null, []);
        return Task.CompletedTask;
    }

    public Task<CanaryReceipt> TryAsync(TenantRef tenant, Guid request, CancellationToken ct)
    {
        if (Refuses is { } reason) return Task.FromResult<CanaryReceipt>(new CanaryReceipt.Refused(reason));
        Tried.Add(request);
        return Task.FromResult<CanaryReceipt>(new CanaryReceipt.Asked(request));
    }

    public Task<string?> ListAddressAsync(TenantRef tenant, AddressForm form, CancellationToken ct)
    {
        if (Refuses is null) Addresses.Add(new(Guid.NewGuid(), WalletAddress.Parse(form.Address), form.Label, PageData.Now, PageData.Now + WithdrawAllowList.Delay, null));
        return Task.FromResult(Refuses);
    }

    public Task<bool> RemoveAddressAsync(TenantRef tenant, Guid id, CancellationToken ct) => Task.FromResult(Addresses.RemoveAll(one => one.Id == id) > 0);
}
