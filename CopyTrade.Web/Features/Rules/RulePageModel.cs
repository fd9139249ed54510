using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Rules;

namespace CopyTrade.Web.Features.Rules;

/// <summary>A page on which rules are shown and changed: it knows whether a wallet is there to sell with, and what became of the last wish.</summary>
public abstract class RulePageModel(IWalletQuery wallet, CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger logger) : PageModel(tenants, changes, clock, logger)
{
    /// <summary>Without a value while it is not known.</summary>
    public Part<WalletView> Wallet { get; } = new("the wallet");

    /// <summary>Why the last wish was not done; null when it was.</summary>
    public string? Notice { get; private set; }

    public bool IsDisconnected => Wallet.Value is { Connection: null };

    protected override TimeSpan RefreshEvery => TimeSpan.FromSeconds(4);

    protected Task ReadWalletAsync(TenantRef tenant, CancellationToken ct) => Wallet.ReadAsync(() => wallet.ReadAsync(tenant, ct), Logger, ct);

    protected async Task WishAsync(Func<TenantRef, Task<RuleChange>> wish)
    {
        if (Tenant is null) return;
        var done = new Part<RuleChange>("the wish");
        await done.ReadAsync(() => wish(Tenant), Logger, Stopped);
        Notice = done.Value is RuleChange.Refused refused ? refused.Message : done.Error;
        await LoadAsync();
    }
}
