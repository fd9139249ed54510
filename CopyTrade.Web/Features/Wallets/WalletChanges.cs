using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Infrastructure.Venue.Chain;
using CopyTrade.Web.Identity;

namespace CopyTrade.Web.Features.Wallets;

/// <summary>The handlers of this host; a host that holds no keys connects no wallet and says so.</summary>
public sealed class WalletChanges(AccountsMode mode, UpdateGrantHandler update, RevokeConnectionHandler revoke, EnableTradingHandler enable, IEnumerable<ConnectWalletHandler> connect, IStepUp stepUp) : IWalletChanges
{
    private static readonly AccountRefusal NoKeysHere = new("no_keys_here", "This host holds no keys: connect the wallet on a host with the executor role.");

    public VenueMode Mode => mode.Venue;

    public Task<WalletResult> GenerateAsync(TenantRef tenant, CancellationToken ct) => connect.FirstOrDefault() is { } handler
        ? handler.HandleAsync(tenant, new ConnectWallet(null, null, SignatureType.Eoa, Consent: true), ct)
        : Task.FromResult<WalletResult>(new WalletResult.Refused(NoKeysHere));

    public async Task<WalletResult> UpdateGrantAsync(TenantRef tenant, GrantTerms terms, PersonAnswer? person, CancellationToken ct) =>
        person is not null && await stepUp.CheckAsync(tenant.Owner, person.Password, person.Code) is { } stranger
            ? new WalletResult.Refused(stranger)
            : await update.HandleAsync(tenant, terms, mayGrow: person is not null, ct);

    public async Task<bool> EnableTradingAsync(TenantRef tenant, CancellationToken ct) => await enable.HandleAsync(tenant, ct) is not null;

    public Task<WalletResult> DisconnectAsync(TenantRef tenant, CancellationToken ct) => revoke.HandleAsync(tenant, ct);
}
