using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Web.Features.Targets;

/// <summary>Following a wallet in two steps: look at it, then save.</summary>
public sealed class FollowModel(ITargetsQuery targets, ITargetChanges changes, IWalletQuery wallets, IWalletProbe probe, CurrentTenant tenants, ILogger<FollowModel> logger)
{
    private readonly Act _act = new();

    public string? Text { get; set; }

    public RulesForm Rules { get; } = new();

    /// <summary>What was found; null before the look, and after the text was changed.</summary>
    public WalletProbe? Found { get; private set; }

    /// <summary>What is wrong with the wallet, as one sentence.</summary>
    public string? WalletProblem { get; private set; }

    /// <summary>The venue did not answer, so the wallet can be followed unseen.</summary>
    public bool Unseen { get; private set; }

    /// <summary>Why it was not saved.</summary>
    public string? SaveProblem { get; private set; }

    public bool Busy => _act.IsBusy;

    public WalletAddress? Wallet { get; private set; }

    public bool CanSave => Wallet is not null && (Found is not null || Unseen) && Rules.Problem is null && !Busy;

    public void Forget() => (Found, Wallet, WalletProblem, SaveProblem, Unseen) = (null, null, null, null, false);

    public Task LookAsync(CancellationToken ct)
    {
        if (!Busy) Forget();
        return _act.RunAsync(() => FindAsync(ct), problem => WalletProblem = problem, logger, ct);
    }

    /// <summary>True when the wallet is followed now.</summary>
    public Task<bool> SaveAsync(CancellationToken ct) => _act.RunAsync(
        async () =>
        {
            if (Rules.Problem is { } wrong) return wrong;
            if (Wallet is null) return "Look at the wallet first.";
            var change = await changes.AddAsync(await tenants.GetAsync(), Wallet.Value, Rules.Edit with { Label = Rules.CleanLabel.Length == 0 ? null : Rules.CleanLabel }, ct);
            return (change as TargetChange.Refused)?.Message;
        },
        problem => SaveProblem = problem,
        logger,
        ct);

    private async Task<string?> FindAsync(CancellationToken ct)
    {
        if (!WalletText.TryFind(Text, out var wallet)) return "That is no wallet: paste an address (0x and 40 hexadecimal digits), or a profile URL that contains one.";
        var tenant = await tenants.GetAsync();
        if ((await targets.ListAsync(tenant, ct)).FirstOrDefault(t => t.Target.Wallet == wallet) is { } known) return $"You follow this wallet already, as {TargetNames.Of(known)}.";
        if ((await wallets.ReadAsync(tenant, ct)).Connection is { } own && (own.Signer == wallet || own.Funder == wallet)) return "That is your own wallet: copying it would copy your own copies.";
        Wallet = wallet;
        try
        {
            Found = await probe.ReadAsync(wallet, ct);
        }
        catch (VenueUnavailableException)
        {
            Unseen = true;
        }

        return null;
    }
}
