using System.Globalization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Accounts.Preflight;

/// <summary>Judges what was read of a wallet: each check green, or one sentence with the fix. Pure; asked again with more facts it says more.</summary>
public static class PreflightJudge
{
    /// <summary>A clock further off than this is put right before it matters.</summary>
    public static readonly TimeSpan NoticedSkew = TimeSpan.FromSeconds(3);

    /// <summary>The venue refuses requests signed at a time further off than about a minute; half of it leaves room for a slow network.</summary>
    public static readonly TimeSpan WorstSkew = TimeSpan.FromSeconds(30);

    /// <summary>Less pays for no more than a few transactions.</summary>
    public const decimal LeastGas = 0.05m;

    private static readonly Usdc LeastOrder = Usdc.Of(1m);

    /// <summary>One finding for each check, in their order.</summary>
    public static IReadOnlyList<PreflightFinding> Judge(PreflightFacts facts) =>
    [
        KeyOf(facts), ClockOf(facts), RegionOf(facts), CredentialsOf(facts), StandingOf(facts), WalletKind.Type(facts), WalletKind.Funder(facts),
        ApprovalsOf(facts), BalanceOf(facts), GasOf(facts), GrantOf(facts),
    ];

    internal static PreflightFinding Of<T>(PreflightCheck check, Reading<T>? reading, Func<T, (CheckState State, string Text)> judge) => reading switch
    {
        null => new(check, CheckState.Running, "Being read."),
        { Silence: { } why } => new(check, CheckState.Unknown, why),
        { Value: var value } when judge(value!) is var (state, text) => new(check, state, text),
    };

    private static PreflightFinding KeyOf(PreflightFacts facts) => Of(PreflightCheck.Key, facts.KeyProblem, problem => problem is null
        ? (CheckState.Passed, "The key opens and belongs to the signer.")
        : (CheckState.Failed, problem));

    private static PreflightFinding ClockOf(PreflightFacts facts) => Of(PreflightCheck.Clock, facts.Skew, skew =>
    {
        var off = string.Create(CultureInfo.InvariantCulture, $"{skew.Duration().TotalSeconds:0} s {(skew > TimeSpan.Zero ? "ahead of" : "behind")} the venue's");
        return skew.Duration() <= NoticedSkew ? (CheckState.Passed, "This machine's clock agrees with the venue's.")
            : skew.Duration() <= WorstSkew ? (CheckState.Warned, $"This machine's clock is {off}: switch on its time synchronisation (NTP).")
            : (CheckState.Failed, $"This machine's clock is {off}, so what it signs is refused: switch on its time synchronisation (NTP).");
    });

    private static PreflightFinding RegionOf(PreflightFacts facts) => Of(PreflightCheck.Region, facts.Region, region => region.Blocked
        ? (CheckState.Failed, $"Polymarket takes no orders from {region.Place}, where it sees this machine: trade on paper here, and ask whoever runs this installation where it may stand.")
        : (CheckState.Passed, $"Orders are taken from {region.Place}."));

    private static PreflightFinding CredentialsOf(PreflightFacts facts) => Of(PreflightCheck.Credentials, facts.Account, account => account.Login switch
    {
        LoginState.Accepted => (CheckState.Passed, "The venue accepts this wallet's API credentials."),
        LoginState.Renewed => (CheckState.Warned, "The stored API credentials were not accepted; the venue gave new ones, which are put in place by themselves within a minute: run the checks again then."),
        _ when facts.Skew is { IsKnown: true, Value: var skew } && skew.Duration() > WorstSkew => (CheckState.Failed, "The venue refuses what is signed with a wrong clock: set the clock first."),
        _ => (CheckState.Failed, $"The venue gives no API credentials for this key ({account.Refusal ?? "no reason given"}): disconnect the wallet and connect it again with the key of your Polymarket account."),
    });

    private static PreflightFinding StandingOf(PreflightFacts facts) => Of(PreflightCheck.Standing, facts.Account, account => account switch
    {
        { Login: LoginState.Refused } => (CheckState.Unknown, "Not known before the venue accepts the credentials."),
        { IsClosedOnly: null } => (CheckState.Unknown, "The venue did not say whether this account may open positions: run the checks again."),
        { IsClosedOnly: true } => (CheckState.Failed, "Polymarket lets this account only close positions: sell or redeem what it holds, and ask Polymarket's support why; nothing here can lift it."),
        _ => (CheckState.Passed, "The account may open and close positions."),
    });

    private static PreflightFinding ApprovalsOf(PreflightFacts facts) => Of(PreflightCheck.Approvals, facts.Chain, chain =>
    {
        var trading = chain.Missing.Where(step => step.IsForTrading || facts.Wallet.SignatureType == SignatureType.Eoa).ToList();
        return trading.Count > 0
            ? (CheckState.Failed, $"{trading.Count} of the wallet's approvals {(trading.Count == 1 ? "is" : "are")} missing, so it cannot {trading[0].NeededFor}: press \"Enable trading\" under Approvals.")
            : chain.Missing.Count > 0
                ? (CheckState.Warned, $"Orders work; it cannot {chain.Missing[0].NeededFor} from here, only at Polymarket.")
                : (CheckState.Passed, "The exchanges may move what you trade, and nothing else.");
    });

    private static PreflightFinding BalanceOf(PreflightFacts facts) => Of(PreflightCheck.Balance, facts.Chain, chain => chain switch
    {
        { Collateral: var held } when held >= LeastOrder && chain.Bridged > Usdc.Zero => (CheckState.Warned, $"{held.ToDollars()} is there; another {chain.Bridged.ToDollars()} of USDC.e cannot trade before it is wrapped into pUSD: see Deposits."),
        { Collateral: var held } when held >= LeastOrder => (CheckState.Passed, $"{held.ToDollars()} of pUSD is there."),
        { Bridged: var bridged } when bridged > Usdc.Zero => (CheckState.Failed, $"The wallet holds {bridged.ToDollars()} of USDC.e, which cannot trade: wrap it into pUSD under Deposits."),
        _ => (CheckState.Failed, $"The wallet holds {chain.Collateral.ToDollars()} of pUSD and the smallest order is {LeastOrder.ToDollars()}: send pUSD on Polygon to {facts.Wallet.Funder}."),
    });

    private static PreflightFinding GasOf(PreflightFacts facts) => Of(PreflightCheck.Gas, facts.Chain, chain =>
    {
        var held = string.Create(CultureInfo.InvariantCulture, $"{chain.Gas:0.###} POL");
        return chain.Gas >= LeastGas ? (CheckState.Passed, $"{held} pays for approvals, redeeming and withdrawing.")
            : chain.Missing.Count > 0 && facts.Wallet.SignatureType == SignatureType.Eoa ? (CheckState.Failed, $"{held} is too little to send the missing approvals: send about 1 POL on Polygon to {facts.Wallet.Signer}.")
            : (CheckState.Warned, $"Orders need none, but with {held} nothing can be redeemed or withdrawn: send about 1 POL on Polygon to {facts.Wallet.Signer}.");
    });

    private static PreflightFinding GrantOf(PreflightFacts facts) => facts.Grant switch
    {
        null or { RevokedAt: not null } => new(PreflightCheck.Grant, CheckState.Failed, "No spending is allowed: set your caps under Caps."),
        { ExpiresAt: { } end } when end <= facts.Now => new(PreflightCheck.Grant, CheckState.Failed, "The spending grant has ended: set your caps again under Caps."),
        { PerOrder: var most } when most < LeastOrder => new(PreflightCheck.Grant, CheckState.Failed, $"An order may cost {most.ToDollars()} and the venue's smallest is {LeastOrder.ToDollars()}: raise the cap under Caps."),
        { } grant => new(PreflightCheck.Grant, CheckState.Passed, $"Up to {grant.PerOrder.ToDollars()} an order and {grant.Daily.ToDollars()} in any 24 hours."),
    };
}
