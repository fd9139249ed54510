using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Simulation;

/// <summary>A trader with a ready wallet and caps that a run can reach.</summary>
internal sealed record SimTenant(string Name, TenantRef Ref, WalletConnection Wallet, Grant Grant)
{
    public VenueCredentials Login { get; } = new(Wallet.Signer, Ref.Tenant.ToString(), "secret", "pass");
}
