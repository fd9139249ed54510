using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Web.Features.Wallets;

/// <summary>The wallet's own money: what leaves it, what arrives in it, and what the venue last held against it.</summary>
public interface IWalletMoney
{
    VenueMode Mode { get; }

    /// <summary>Null when no wallet is connected.</summary>
    Task<WalletMoneyView?> ReadAsync(TenantRef tenant, CancellationToken ct);

    /// <summary>Why nothing was asked for; null when the withdrawal is written down.</summary>
    Task<string?> WithdrawAsync(TenantRef tenant, WithdrawForm form, CancellationToken ct);

    /// <summary>Why nothing was changed; null when it was.</summary>
    Task<string?> SetAutoWrapAsync(TenantRef tenant, bool isOn, bool consent, CancellationToken ct);
}
