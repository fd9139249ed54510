using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Domain.Trading;

public sealed class WalletDiagnosisTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly WalletAddress Address = WalletAddress.Parse("0x" + new string('a', 40));
    private static readonly WalletConnection Whole = new(new(Guid.NewGuid()), new(Guid.NewGuid()), Address, Address, SignatureType.Eoa, Now, Now, Now, Usdc.Of(20m), Now, null);

    // The wallet's own causes; everything else is the order's.
    private static readonly VenueErrorCode[] OfTheWallet =
    [
        VenueErrorCode.InsufficientBalance, VenueErrorCode.InsufficientAllowance, VenueErrorCode.StaleApiKey, VenueErrorCode.InvalidSignature, VenueErrorCode.AccountRestricted,
        VenueErrorCode.EmptyResponse, VenueErrorCode.HttpError, VenueErrorCode.Unknown,
    ];

    [Fact]
    public void LikelyCause_EveryClass_IsASentenceOrTheOrdersOwnFault()
    {
        foreach (var code in Enum.GetValues<VenueErrorCode>())
        {
            var cause = WalletDiagnosis.LikelyCause(Refusal(code), Whole);

            Assert.Equal(OfTheWallet.Contains(code), cause is not null);
            if (cause is not null) Assert.EndsWith(".", cause, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void LikelyCause_BalanceNotKnown_SaysSoAndNamesNoZero()
    {
        var cause = WalletDiagnosis.LikelyCause(Refusal(VenueErrorCode.InsufficientBalance), Whole with { CollateralBalance = null })!;

        Assert.Contains("not known", cause, StringComparison.Ordinal);
        Assert.DoesNotContain("$0", cause, StringComparison.Ordinal);
        Assert.Contains("$20.00", WalletDiagnosis.LikelyCause(Refusal(VenueErrorCode.InsufficientBalance), Whole)!, StringComparison.Ordinal);
        Assert.Contains("shares", WalletDiagnosis.LikelyCause(Refusal(VenueErrorCode.InsufficientBalance) with { Side = OrderSide.Sell }, Whole)!, StringComparison.Ordinal);
    }

    [Fact]
    public void LikelyCause_RefusedWithoutAWord_SuspectsWhatIsMissingFirst()
    {
        var empty = Refusal(VenueErrorCode.EmptyResponse);

        Assert.Contains("no API credentials", WalletDiagnosis.LikelyCause(empty, Whole with { CredentialsAt = null }), StringComparison.Ordinal);
        Assert.Contains("Likely cause: 2 approvals are missing.", WalletDiagnosis.LikelyCause(empty, Whole with { ApprovalsReadyAt = null, ReadinessProblem = "2 approvals are missing." }), StringComparison.Ordinal);
        Assert.Contains("approvals", WalletDiagnosis.LikelyCause(empty, Whole with { ApprovalsReadyAt = null }), StringComparison.Ordinal);
        Assert.Contains("empty", WalletDiagnosis.LikelyCause(empty, Whole with { CollateralBalance = Usdc.Zero }), StringComparison.Ordinal);
        Assert.Contains("not known", WalletDiagnosis.LikelyCause(empty, Whole with { CollateralBalance = null }), StringComparison.Ordinal);
        Assert.Contains("likely the venue's", WalletDiagnosis.LikelyCause(empty, Whole), StringComparison.Ordinal);
    }

    private static WalletRefusal Refusal(VenueErrorCode code) => new(OrderSide.Buy, code, null, Now);
}
