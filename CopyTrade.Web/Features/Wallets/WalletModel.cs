using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Web.Identity;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Wallets;

/// <summary>The connected wallet, what it needs, and the caps that bound it.</summary>
public sealed class WalletModel(
    IWalletQuery wallets,
    ITradingStatusQuery statuses,
    IApprovalsQuery approvals,
    IWalletChanges changesToWallet,
    CurrentTenant tenants,
    IChangeFeed changes,
    TimeProvider clock,
    ILogger<WalletModel> logger) : PageModel(tenants, changes, clock, logger)
{
    public Part<WalletView> Wallet { get; } = new("the wallet");

    public Part<TradingStatus> Status { get; } = new("the use of your caps");

    public Part<IReadOnlyList<ApprovalView>> Approvals { get; } = new("the approvals");

    public VenueMode Mode => changesToWallet.Mode;

    public CapsForm? Editing { get; private set; }

    public IReadOnlyList<ReadinessStep> Steps => Wallet.Value is { Connection: { } connection, Grant: var grant } ? ReadinessStep.Of(connection, grant, Now) : [];

    public bool GrantHolds => Wallet.Value?.Grant is { RevokedAt: null } grant && (grant.ExpiresAt is null || grant.ExpiresAt > Now);

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Wallet, ChangeKind.Orders, ChangeKind.Positions };

    public void Edit()
    {
        if (Wallet.Value is { } wallet) Editing = CapsForm.Of(wallet.Grant, wallet.Platform);
        Problem = null;
    }

    public void CancelEdit() => (Editing, Problem) = (null, null);

    public Task GenerateAsync() => ChangeAsync(tenant => changesToWallet.GenerateAsync(tenant, Lasting));

    public Task EnableTradingAsync() => ActAsync(async tenant => await changesToWallet.EnableTradingAsync(tenant, Lasting) ? null : "No wallet is connected.");

    public Task DisconnectAsync() => ChangeAsync(tenant => changesToWallet.DisconnectAsync(tenant, Lasting));

    /// <summary>What is typed allows more than what holds now: it takes the person.</summary>
    public bool AsksPerson => Editing is { Problem: null } form && form.Terms(Now).Exceeds(Wallet.Value?.Grant, Now);

    /// <summary>True when the new caps hold.</summary>
    public async Task<bool> SaveCapsAsync(PersonAnswer? person = null)
    {
        if (Editing is not { Problem: null } form) return false;
        var isDone = await ChangeAsync(tenant => changesToWallet.UpdateGrantAsync(tenant, form.Terms(Now), person, Lasting));
        if (isDone) Editing = null;
        return isDone;
    }

    /// <summary>What disconnecting means, as sentences with numbers.</summary>
    public IReadOnlyList<string> DisconnectEffects()
    {
        var held = Status.Value?.OpenPositions switch { null => "What you hold stays yours, but", 0 => "You hold nothing now, and", 1 => "Your 1 open position stays yours, but", var n => $"Your {n} open positions stay yours, but" };
        var resting = Status.Value?.RestingOrders switch { null or 0 => "No new order is signed; what still waits is cancelled.", 1 => "No new order is signed; 1 resting order is cancelled.", var n => $"No new order is signed; {n} resting orders are cancelled." };
        return [resting, $"{held} CopyTrade can no longer sell for you.", BalanceLeft, "The grant and the approvals shown here end now. The key stays encrypted on the server."];
    }

    /// <summary>There is, or may be, money that this program can send to its owner.</summary>
    public bool MayWithdraw => Wallet.Value?.Connection is { SignatureType: SignatureType.Eoa, CollateralBalance: null or { Amount: > 0m } };

    // What is not known is not zero (R0.39).
    private string BalanceLeft => Wallet.Value?.Connection?.CollateralBalance switch
    {
        null => "How much this wallet still holds is not known. Whatever it holds stays there, and nothing here can send it to you afterwards.",
        { Amount: <= 0m } => "It held no free balance when it was last read.",
        { } free => $"It still holds {Format.Usd(free.Amount)}. That stays there, and nothing here can send it to you afterwards.",
    };

    protected override Task ReadAsync(TenantRef tenant, CancellationToken ct) => Task.WhenAll(
        Wallet.ReadAsync(() => wallets.ReadAsync(tenant, ct), Logger, ct),
        Approvals.ReadAsync(() => approvals.ReadAsync(tenant, ct), Logger, ct),
        Status.ReadAsync(() => statuses.ReadAsync(tenant, ct), Logger, ct));

    private Task<bool> ChangeAsync(Func<TenantRef, Task<WalletResult>> change) => ActAsync(async tenant => (await change(tenant) as WalletResult.Refused)?.Reason.Message);
}
