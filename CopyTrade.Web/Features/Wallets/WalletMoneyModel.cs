using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;

namespace CopyTrade.Web.Features.Wallets;

/// <summary>What leaves the wallet, what arrives in it, and why the venue last said no.</summary>
public sealed class WalletMoneyModel(IWalletMoney money, CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger<WalletMoneyModel> logger) : PageModel(tenants, changes, clock, logger)
{
    public Part<WalletMoneyView> Money { get; } = new("the wallet's money");

    public VenueMode Mode => money.Mode;

    /// <summary>The withdrawal that is typed; null while none is.</summary>
    public WithdrawForm? Form { get; private set; }

    public string? WithdrawProblem { get; private set; }

    public string? WrapProblem { get; private set; }

    public bool IsWithdrawing => Money.Value?.Transfers.Any(transfer => transfer.Terms.Kind == WalletTransferKind.Withdraw && WalletTransferLifecycle.IsUnderWay(transfer.State)) is true;

    /// <summary>The likely cause of the last refusal where it lies in the wallet; null otherwise.</summary>
    public string? LikelyCause => Money.Value is { Refusal: { } refusal } view ? WalletDiagnosis.LikelyCause(refusal, view.Wallet) : null;

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Wallet, ChangeKind.Orders };

    public void Open() => (Form, WithdrawProblem) = (new(), null);

    public void Close() => (Form, WithdrawProblem) = (null, null);

    /// <summary>True when it is written down.</summary>
    public async Task<bool> WithdrawAsync()
    {
        if (Form is not { IsComplete: true } form) return false;
        var isDone = await ActAsync(
            async tenant =>
            {
                try
                {
                    return await money.WithdrawAsync(tenant, form, Lasting);
                }
                finally
                {
                    form.Password = form.Code = "";
                }
            },
            problem => WithdrawProblem = problem);
        if (isDone) Close();
        return isDone;
    }

    public Task SetAutoWrapAsync(bool isOn, bool consent) => ActAsync(tenant => money.SetAutoWrapAsync(tenant, isOn, consent, Lasting), problem => WrapProblem = problem);

    protected override Task ReadAsync(TenantRef tenant, CancellationToken ct) => Money.FindAsync(() => money.ReadAsync(tenant, ct), Logger, ct);
}
