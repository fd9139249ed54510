using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Accounts.Preflight;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;

namespace CopyTrade.Tests.Domain.Accounts.Preflight;

public sealed class PreflightJudgeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly WalletAddress Signer = WalletAddress.Parse("0x" + new string('a', 40));
    private static readonly WalletAddress Proxy = WalletAddress.Parse("0x" + new string('b', 40));
    private static readonly WalletAddress Safe = WalletAddress.Parse("0x" + new string('c', 40));
    private static readonly WalletAddress Stranger = WalletAddress.Parse("0x" + new string('d', 40));
    private static readonly Grant Spending = new(Guid.NewGuid(), Usdc.Of(5m), Usdc.Of(50m), 10, GrantScope.Buy | GrantScope.Sell, Now, null, null);
    private static readonly ApprovalStep ForTrading = new("collateral-exchange", ApprovedToken.Collateral, Stranger, "buy", IsForTrading: true);
    private static readonly ApprovalStep ForRedeeming = new("outcomes-adapter", ApprovedToken.Outcomes, Stranger, "redeem", IsForTrading: false);

    [Fact]
    public void Judge_EverythingRight_IsAllClear()
    {
        var findings = PreflightJudge.Judge(Facts());

        Assert.Equal(Enum.GetValues<PreflightCheck>(), findings.Select(finding => finding.Check));
        Assert.All(findings, finding => Assert.Equal(CheckState.Passed, finding.State));
        Assert.True(new PreflightRun(Guid.NewGuid(), Now, Now, Now, findings).IsClear);
    }

    [Fact]
    public void Judge_NothingRead_IsRunningAndNotClear()
    {
        var findings = PreflightJudge.Judge(new(Wallet(), Spending, Proxy, Safe, Now));

        Assert.Equal(9, findings.Count(finding => finding.State == CheckState.Running));
        Assert.False(new PreflightRun(Guid.NewGuid(), Now, Now, Now, findings).IsClear);
    }

    [Fact]
    public void Judge_EverybodySilent_IsUnknownAndNeverClear()
    {
        var findings = PreflightJudge.Judge(new(Wallet(), Spending, Proxy, Safe, Now)
        {
            KeyProblem = new(null, "No word."), Skew = new(default, "No word."), Region = new(null, "No word."), Account = new(null, "No word."), Chain = new(null, "No word."),
        });

        Assert.DoesNotContain(findings, finding => finding.State == CheckState.Running);
        Assert.Equal(9, findings.Count(finding => finding.State == CheckState.Unknown));
        Assert.False(new PreflightRun(Guid.NewGuid(), Now, Now, Now, findings).IsClear);
    }

    [Theory]
    [InlineData(0, CheckState.Passed), InlineData(3, CheckState.Passed), InlineData(-4, CheckState.Warned), InlineData(30, CheckState.Warned), InlineData(31, CheckState.Failed), InlineData(-3600, CheckState.Failed)]
    public void Clock_FurtherOff_IsWorse(int seconds, CheckState expected) =>
        Assert.Equal(expected, Find(Facts() with { Skew = new(TimeSpan.FromSeconds(seconds), null) }, PreflightCheck.Clock).State);

    [Fact]
    public void Type_FunderIsTheSafe_NamesTheRightTypeAndAddress()
    {
        var finding = Find(Facts(Wallet(SignatureType.Proxy, Safe)), PreflightCheck.SignatureType);

        Assert.Equal(CheckState.Failed, finding.State);
        Assert.EndsWith($"connect again with --signature-type 2 --funder {Safe}.", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Type_MoneyLiesInTheProxy_SaysWhere()
    {
        var finding = Find(Facts() with { Account = Account(0m, proxy: 40m) }, PreflightCheck.SignatureType);

        Assert.Equal(CheckState.Failed, finding.State);
        Assert.Contains("$40.00 for its proxy wallet", finding.Text, StringComparison.Ordinal);
        Assert.Contains($"--signature-type 1 --funder {Proxy}", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Type_EmptyWalletWithNothingElsewhere_IsNotBlamed() =>
        Assert.Equal(CheckState.Passed, Find(Facts() with { Account = Account(0m) }, PreflightCheck.SignatureType).State);

    [Fact]
    public void Funder_IsNobodysOfThisKey_NamesTheRightOne()
    {
        var finding = Find(Facts(Wallet(SignatureType.Safe, Stranger)), PreflightCheck.Funder);

        Assert.Equal((CheckState.Failed, true), (finding.State, finding.Text.EndsWith($"--funder {Safe}.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Funder_DepositWalletThatTheVenueBooksElsewhere_IsFound()
    {
        var facts = Facts(Wallet(SignatureType.DepositWallet, Stranger)) with { Account = new(new(LoginState.Accepted, null, false, new Dictionary<SignatureType, Usdc> { [SignatureType.DepositWallet] = Usdc.Of(75m) }), null) };

        Assert.Equal(CheckState.Failed, Find(facts, PreflightCheck.Funder).State);
        Assert.Equal(CheckState.Passed, Find(facts with { Chain = Chain(75m) }, PreflightCheck.Funder).State);
    }

    [Fact]
    public void Approvals_ForTradingMissing_StandInTheWay()
    {
        var finding = Find(Facts() with { Chain = Chain(50m, missing: [ForTrading]) }, PreflightCheck.Approvals);

        Assert.Equal((CheckState.Failed, "1 of the wallet's approvals is missing, so it cannot buy: press \"Enable trading\" under Approvals."), (finding.State, finding.Text));
    }

    [Fact]
    public void Approvals_OnlyRedeemingMissingInAProxy_IsAWarning() =>
        Assert.Equal(CheckState.Warned, Find(Facts(Wallet(SignatureType.Proxy, Proxy)) with { Chain = Chain(50m, missing: [ForRedeeming]) }, PreflightCheck.Approvals).State);

    [Theory]
    [InlineData(0, 0, CheckState.Failed, "send pUSD on Polygon")]
    [InlineData(0, 20, CheckState.Failed, "wrap it into pUSD")]
    [InlineData(20, 20, CheckState.Warned, "another $20.00 of USDC.e")]
    [InlineData(1, 0, CheckState.Passed, "$1.00 of pUSD")]
    public void Balance_SaysWhatIsThereAndWhatToDo(int held, int bridged, CheckState expected, string says)
    {
        var finding = Find(Facts() with { Chain = Chain(held, bridged) }, PreflightCheck.Balance);

        Assert.Equal(expected, finding.State);
        Assert.Contains(says, finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Credentials_RefusedWithAWrongClock_BlameTheClock()
    {
        var facts = Facts() with { Account = new(new(LoginState.Refused, "HTTP 401", null, new Dictionary<SignatureType, Usdc>()), null) };

        Assert.Contains("disconnect the wallet and connect it again", Find(facts, PreflightCheck.Credentials).Text, StringComparison.Ordinal);
        Assert.Contains("set the clock first", Find(facts with { Skew = new(TimeSpan.FromMinutes(2), null) }, PreflightCheck.Credentials).Text, StringComparison.Ordinal);
        Assert.Equal(CheckState.Unknown, Find(facts, PreflightCheck.Standing).State);
    }

    [Fact]
    public void Grant_NoneEndedOrTooSmall_StandsInTheWay()
    {
        foreach (var grant in (Grant?[])[null, Spending with { RevokedAt = Now }, Spending with { ExpiresAt = Now }, Spending with { PerOrder = Usdc.Of(0.5m) }])
            Assert.Equal(CheckState.Failed, Find(Facts() with { Grant = grant }, PreflightCheck.Grant).State);
    }

    [Fact]
    public void Findings_Each_IsOneSentence() => Assert.All(PreflightJudge.Judge(Facts()), finding => Assert.EndsWith(".", finding.Text, StringComparison.Ordinal));

    private static PreflightFinding Find(PreflightFacts facts, PreflightCheck check) => PreflightJudge.Judge(facts).Single(finding => finding.Check == check);

    private static PreflightFacts Facts(WalletConnection? wallet = null) => new(wallet ?? Wallet(), Spending, Proxy, Safe, Now)
    {
        KeyProblem = new(null, null), Skew = new(TimeSpan.Zero, null), Region = new(new(false, "DE"), null), Account = Account(50m), Chain = Chain(50m),
    };

    private static Reading<VenueAccount> Account(decimal own, decimal proxy = 0m) =>
        new(new(LoginState.Accepted, null, false, new Dictionary<SignatureType, Usdc> { [SignatureType.Eoa] = Usdc.Of(own), [SignatureType.Proxy] = Usdc.Of(proxy), [SignatureType.Safe] = Usdc.Zero }), null);

    private static Reading<ChainMoney> Chain(decimal held, decimal bridged = 0m, IReadOnlyList<ApprovalStep>? missing = null) => new(new(Usdc.Of(held), Usdc.Of(bridged), 2m, missing ?? []), null);

    private static WalletConnection Wallet(SignatureType type = SignatureType.Eoa, WalletAddress? funder = null) =>
        new(new(Guid.NewGuid()), new(Guid.NewGuid()), Signer, funder ?? Signer, type, Now, Now, Now, Usdc.Of(50m), Now, null);
}
