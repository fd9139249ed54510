using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Accounts.Preflight;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading.Canary;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Wallets;

/// <summary>Whether the wallet can trade, in single checks; the trial; what its key may do and where its money may go.</summary>
public sealed class DoctorModel(IWalletDoctor doctor, CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger<DoctorModel> logger) : PageModel(tenants, changes, clock, logger)
{
    private static readonly TimeSpan NobodyCame = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan FreshChecks = TimeSpan.FromMinutes(15);

    public Part<DoctorView> Doctor { get; } = new("the wallet's checks");

    public VenueMode Mode => doctor.Mode;

    /// <summary>The address that is typed; null while none is.</summary>
    public AddressForm? Form { get; private set; }

    public string? TrialProblem { get; private set; }

    public bool IsChecking => Doctor.Value?.Run is { EndedAt: null } run && Now - run.RequestedAt < TimeSpan.FromMinutes(1);

    /// <summary>Nobody took the checks up: no host with keys is there.</summary>
    public bool IsWaitedFor => IsChecking && Doctor.Value!.Run is { StartedAt: null } run && Now - run.RequestedAt > NobodyCame;

    public bool IsTrying => Doctor.Value?.Trial?.IsUnderWay is true;

    /// <summary>Why there can be no trial now; null when there can.</summary>
    public string? WhyNoTrial => Doctor.Value switch
    {
        null => "No wallet is connected.",
        _ when IsTrying => "A trial is under way.",
        { Run: null } or { Run.EndedAt: null } => "Run the checks first.",
        { Run.IsClear: false } => "The checks found something that must be put right first.",
        { Run.EndedAt: { } at } when Now - at > FreshChecks => "The checks are older than a quarter of an hour: run them again first.",
        _ => null,
    };

    public bool ListIsOn => Doctor.Value is { } view && WithdrawAllowList.IsOn(view.Addresses, Now);

    /// <summary>The checks as text for somebody who helps.</summary>
    public string Support => Doctor.Value?.Run?.ForSupport(Mode, doctor.Version) ?? "";

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Preflight, ChangeKind.Wallet, ChangeKind.Orders, ChangeKind.Positions };

    public Task CheckAsync() => ActAsync(async tenant =>
    {
        await doctor.CheckAsync(tenant, Stopped);
        return null;
    });

    /// <summary>Asks for the trial that a person said yes to.</summary>
    /// <param name="request">Made when the question was put.</param>
    public Task TryAsync(Guid request) => ActAsync(async tenant => (await doctor.TryAsync(tenant, request, Lasting) as CanaryReceipt.Refused)?.Reason, problem => TrialProblem = problem);

    /// <summary>What a trial means, as sentences with numbers.</summary>
    public IReadOnlyList<string> TrialEffects()
    {
        var cap = Doctor.Value?.Grant is { } grant ? $" Your caps hold as for any order: at most {Format.Usd(grant.PerOrder.Amount)} for one." : "";
        return
        [
            $"Looks for a market with a small spread, up to {CanaryPlanner.Search.TotalSeconds:0} seconds, and buys there for a little more than $1.00, so that the venue also takes the sale. Where there is none, nothing is bought." + cap,
            $"Sells the same shares once the chain has confirmed them: up to {CanaryPlanner.MostSells} tries, and it waits up to {CanaryPlanner.LongestWaitForABid.TotalMinutes:0} minutes for somebody who buys.",
            $"Costs the spread and the venue's fees, mostly 1 to 10 cents{(Mode == VenueMode.Live ? " of real money" : " of made-up money")}; the result names the cost to the cent.",
            "If the sale does not come about, the shares stay yours and this page says so.",
        ];
    }

    public void OpenForm() => (Form, Problem) = (new(), null);

    public void CloseForm() => (Form, Problem) = (null, null);

    /// <summary>True when the address is listed.</summary>
    public async Task<bool> ListAsync()
    {
        if (Form is not { IsComplete: true } form) return false;
        var isDone = await ActAsync(async tenant =>
        {
            try
            {
                return await doctor.ListAddressAsync(tenant, form, Lasting);
            }
            finally
            {
                form.Password = form.Code = "";
            }
        });
        if (isDone) CloseForm();
        return isDone;
    }

    public Task RemoveAsync(Guid id) => ActAsync(async tenant => await doctor.RemoveAddressAsync(tenant, id, Lasting) ? null : "That address is not on the list any more.");

    protected override Task ReadAsync(TenantRef tenant, CancellationToken ct) => Doctor.FindAsync(() => doctor.ReadAsync(tenant, ct), Logger, ct);
}
