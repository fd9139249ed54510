using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Web.Features.Trading;
using CopyTrade.Web.Features.Wallets;

namespace CopyTrade.Tests.Web.Features.Fakes;

/// <summary>The wallet's own money and redemptions in memory, beside the wallet of <see cref="FakeData"/>.</summary>
public sealed class FakeMoney(FakeData data) : IWalletMoney, IRedemptionsQuery, IRedeemAgain
{
    public List<WalletTransfer> Transfers { get; } = [];

    public AutoWrapView AutoWrap { get; set; } = new(false, null, null, null);

    public WalletRefusal? Refusal { get; set; }

    public string? Refuses { get; set; }

    public List<RedemptionRow> Jobs { get; } = [];

    public List<ConditionId> Redeemed { get; } = [];

    public VenueMode Mode => data.Mode;

    public Task<WalletMoneyView?> ReadAsync(TenantRef tenant, CancellationToken ct) =>
        Task.FromResult(data.View.Connection is { } wallet ? new WalletMoneyView(wallet, [.. Transfers], AutoWrap, Refusal, AsksPassword: true, AsksCode: false) : null);

    public Task<string?> WithdrawAsync(TenantRef tenant, WithdrawForm form, CancellationToken ct)
    {
        if (Refuses is null) Transfers.Insert(0, new(new(Guid.NewGuid()), new(WalletTransferKind.Withdraw, WalletAddress.Parse(form.To), form.Dollars!.Value), WalletTransferState.Requested, null, null, PageData.Now, null));
        return Task.FromResult(Refuses);
    }

    public Task<string?> SetAutoWrapAsync(TenantRef tenant, bool isOn, bool consent, CancellationToken ct)
    {
        AutoWrap = AutoWrap with { IsOn = isOn && consent, ConsentedAt = isOn ? PageData.Now : null };
        return Task.FromResult<string?>(null);
    }

    public Task<IReadOnlyList<RedemptionRow>> ListAsync(TenantRef tenant, int limit, CancellationToken ct) => Task.FromResult<IReadOnlyList<RedemptionRow>>([.. Jobs]);

    public Task<bool> RequestAsync(TenantRef tenant, ConditionId condition, CancellationToken ct)
    {
        Redeemed.Add(condition);
        return Task.FromResult(true);
    }
}
