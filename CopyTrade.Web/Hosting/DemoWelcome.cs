using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts.Registration;
using CopyTrade.Infrastructure.Accounts.Wallets;

namespace CopyTrade.Web.Hosting;

/// <summary>A newcomer to the demo gets a wallet at once; the demo venue puts made-up money into it when it first signs in there.</summary>
internal sealed class DemoWelcome(ConnectWalletHandler wallets) : IWelcome
{
    public async Task GreetAsync(TenantRef tenant, CancellationToken ct)
    {
        var result = await wallets.HandleAsync(tenant, new ConnectWallet(PrivateKey: null, Funder: null, SignatureType.Eoa, Consent: true), ct);
        if (result is WalletResult.Refused refused) throw new InvalidOperationException(refused.Reason.Message);
    }
}
