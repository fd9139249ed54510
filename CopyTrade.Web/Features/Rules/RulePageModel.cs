using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Rules;

namespace CopyTrade.Web.Features.Rules;

/// <summary>A page on which rules are shown and changed: it knows whether a wallet is there to sell with, and wishes for rules are made here.</summary>
public abstract class RulePageModel(IWalletQuery wallet, CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger logger) : PageModel(tenants, changes, clock, logger)
{
    /// <summary>Without a value while it is not known.</summary>
    public Part<WalletView> Wallet { get; } = new("the wallet");

    public bool IsDisconnected => Wallet.Value is { Connection: null };

    protected override TimeSpan RefreshEvery => TimeSpan.FromSeconds(4);

    protected Task ReadWalletAsync(TenantRef tenant, CancellationToken ct) => Wallet.ReadAsync(() => wallet.ReadAsync(tenant, ct), Logger, ct);

    protected Task WishAsync(Func<TenantRef, Task<RuleChange>> wish) => ActAsync(async tenant => (await wish(tenant) as RuleChange.Refused)?.Message);
}
