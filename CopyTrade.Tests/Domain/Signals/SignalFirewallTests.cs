using CopyTrade.Domain.Money;
using CopyTrade.Domain.Signals;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Domain.Signals;

public sealed class SignalFirewallTests
{
    private static readonly SignalTerms Terms = SignalText.Terms;

    [Theory, InlineData(0, null), InlineData(60, null), InlineData(60.001, SignalReject.Stale), InlineData(-10, null), InlineData(-10.001, SignalReject.Stale)]
    public void Judge_ByAge_TakesWhatIsFresh(double seconds, SignalReject? expected) => Assert.Equal(expected, Code(Terms, now: SignalText.At.AddSeconds(seconds)));

    [Theory, InlineData("0.99", SignalReject.SizeBelowMinimum), InlineData("1", null), InlineData("100", null), InlineData("100.01", SignalReject.SizeAboveMaxUsdc)]
    public void Judge_BySize_KeepsWithinTheLimits(string size, SignalReject? expected) =>
        Assert.Equal(expected, Code(Terms, SignalText.Intent(SignalText.Buy(size: decimal.Parse(size, System.Globalization.CultureInfo.InvariantCulture)))));

    [Fact]
    public void Judge_ASmallBuyOfAProfileThatAddsUp_Passes()
    {
        var terms = Terms with { AggregateSeconds = 60 };

        Assert.IsType<FirewallVerdict.Pass>(SignalFirewall.Judge(SignalText.Intent(SignalText.Buy(size: 0.2m)), terms, false, SignalText.At));
        Assert.Equal(SignalReject.SizeAboveMaxUsdc, Assert.IsType<FirewallVerdict.Reject>(SignalFirewall.Judge(SignalText.Intent(SignalText.Buy(size: 101m)), terms, false, SignalText.At)).Code);
    }

    [Fact]
    public void Judge_ASaleAboveTheMostTokens_IsRefusedAndTheLimitOfDollarsDoesNotApply()
    {
        var sale = SignalText.Intent(SignalText.Sell(tokens: 5_000m));

        Assert.Null(Code(Terms, sale));
        Assert.Equal(SignalReject.SizeAboveMaxTokens, Code(Terms with { MaxTokens = Shares.Of(4_999m) }, sale));
    }

    [Fact]
    public void Judge_NobodyAllowed_RefusesEverything() => Assert.Equal(SignalReject.AllowlistEmpty, Code(Terms with { Traders = [] }));

    [Fact]
    public void Judge_AStranger_IsRefused() => Assert.Equal(SignalReject.TraderNotAllowed, Code(Terms with { Traders = [WalletAddress.Parse("0x" + new string('2', 40))] }));

    [Fact]
    public void Judge_AMarketThatIsNotListed_IsRefused()
    {
        Assert.Equal(SignalReject.MarketNotAllowed, Code(Terms with { Markets = ["elsewhere"] }));
        Assert.Null(Code(Terms with { Markets = ["0x" + new string('A', 64)] }));
    }

    /// <summary>R1.6: everything is wrong, and one after the other is put right; the answers come in the source's order.</summary>
    [Fact]
    public void Judge_SeveralFailures_AnswersTheFirstInTheOrderOfTheSource()
    {
        var intent = SignalText.Intent(SignalText.Buy(size: 500m));
        var terms = Terms with { Traders = [], Markets = ["elsewhere"] };
        var late = SignalText.At.AddHours(1);
        SignalReject?[] answers =
        [
            Code(terms, intent, late, isSeen: true),
            Code(terms with { Traders = Terms.Traders }, intent, late, isSeen: true),
            Code(Terms, intent, late, isSeen: true),
            Code(Terms with { MaxUsdc = Usdc.Of(1_000m) }, intent, late, isSeen: true),
            Code(Terms with { MaxUsdc = Usdc.Of(1_000m) }, intent, isSeen: true),
            Code(Terms with { MaxUsdc = Usdc.Of(1_000m) }, intent),
        ];

        Assert.Equal([SignalReject.AllowlistEmpty, SignalReject.MarketNotAllowed, SignalReject.SizeAboveMaxUsdc, SignalReject.Stale, SignalReject.Duplicate, null], answers);
    }

    private static SignalReject? Code(SignalTerms terms, SignalIntent? intent = null, DateTimeOffset? now = null, bool isSeen = false) =>
        (SignalFirewall.Judge(intent ?? SignalText.Intent(SignalText.Buy()), terms, isSeen, now ?? SignalText.At) as FirewallVerdict.Reject)?.Code;
}
