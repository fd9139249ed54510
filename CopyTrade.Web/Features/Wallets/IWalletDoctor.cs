using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading.Canary;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Web.Features.Wallets;

/// <summary>Checks of the wallet, the one-dollar trial, and where withdrawals may go.</summary>
public interface IWalletDoctor
{
    VenueMode Mode { get; }

    /// <summary>The program's version, for whoever helps.</summary>
    string Version { get; }

    /// <summary>Null when no wallet is connected.</summary>
    Task<DoctorView?> ReadAsync(TenantRef tenant, CancellationToken ct);

    /// <summary>Asks for checks; while some run it changes nothing.</summary>
    Task CheckAsync(TenantRef tenant, CancellationToken ct);

    /// <summary>Asks for the trial; the same request twice is one trial.</summary>
    Task<CanaryReceipt> TryAsync(TenantRef tenant, Guid request, CancellationToken ct);

    /// <summary>Why the address was not listed; null when it is.</summary>
    Task<string?> ListAddressAsync(TenantRef tenant, AddressForm form, CancellationToken ct);

    Task<bool> RemoveAddressAsync(TenantRef tenant, Guid id, CancellationToken ct);
}
