using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Wallets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Web.Features.Wallets;

public sealed class WalletMoneyTests
{
    private const string Elsewhere = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

    [Theory]
    [InlineData("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "5", "5", "checksum")]
    [InlineData("somewhere", "5", "5", "40 hexadecimal digits")]
    [InlineData(Elsewhere, "5.1234567", "5.1234567", "six decimals")]
    [InlineData(Elsewhere, "-5", "-5", "six decimals")]
    [InlineData(Elsewhere, "5", "50", "differ")]
    [InlineData(Elsewhere, "1,000.50", "1,000.50", "one point or comma")]
    public void Form_ThatIsNotRight_SaysWhyAndCannotBeSent(string to, string amount, string again, string says)
    {
        var form = new WithdrawForm { To = to, Amount = amount, AmountAgain = again };

        Assert.Contains(says, form.Problem, StringComparison.Ordinal);
        Assert.False(form.IsComplete);
    }

    [Fact]
    public void Form_AmountWithAComma_IsTheSameAsWithAPoint() =>
        Assert.Equal("Send $12.50 to 0x5aAe…eAed", new WithdrawForm { To = Elsewhere, Amount = "12,50", AmountAgain = "12.5" } is { IsComplete: true } form ? form.Says : null);

    [Fact]
    public async Task Withdraw_TypedTwice_IsShownAsAskedForAndThePasswordIsForgotten()
    {
        var money = new FakeMoney(new FakeData { View = PageData.ConnectedWallet() });
        var model = Model(money);
        await model.LoadAsync();
        model.Open();
        var form = model.Form!;
        (form.To, form.Amount, form.AmountAgain, form.Password) = (Elsewhere, "12.5", "12.50", "secret");
        Assert.Equal("Send $12.50 to 0x5aAe…eAed", form.Says);

        Assert.True(await model.WithdrawAsync());

        Assert.Equal(("", null), (form.Password, model.Form));
        Assert.True(model.IsWithdrawing);
        Assert.Equal((Elsewhere.ToLowerInvariant(), Usdc.Of(12.5m)), (money.Transfers[0].Terms.Destination.Value, money.Transfers[0].Terms.Amount));
    }

    [Fact]
    public async Task Withdraw_Refused_KeepsWhatWasTypedAndSaysWhy()
    {
        var model = Model(new FakeMoney(new FakeData { View = PageData.ConnectedWallet() }) { Refuses = "The password is not right. Nothing was done." });
        await model.LoadAsync();
        model.Open();
        (model.Form!.To, model.Form.Amount, model.Form.AmountAgain) = (Elsewhere, "5", "5");

        Assert.False(await model.WithdrawAsync());

        Assert.Equal(("The password is not right. Nothing was done.", Elsewhere), (model.WithdrawProblem, model.Form!.To));
    }

    [Fact]
    public async Task Render_Transfers_EachSaysItsStateAndItsTransaction()
    {
        var data = new FakeData { View = PageData.ConnectedWallet(), Mode = VenueMode.Live };
        var hash = TransactionHash.Parse("0x" + new string('a', 64));
        await using var harness = Harness(data, money =>
        {
            var terms = new TransferTerms(WalletTransferKind.Withdraw, WalletAddress.Parse(Elsewhere), Usdc.Of(30m));
            money.Transfers.Add(new(new(Guid.NewGuid()), terms, WalletTransferState.Sent, hash, null, PageData.Now, null));
            money.Transfers.Add(new(new(Guid.NewGuid()), terms, WalletTransferState.Failed, null, "0xabc has not enough POL for the network fee.", PageData.Now, PageData.Now));
        });
        await harness.RenderAsync<WalletPage>();

        var rows = harness.Document.QuerySelectorAll(".transfers li");
        Assert.Contains("$30.00 withdrawn on its way", Words(rows[0].TextContent), StringComparison.Ordinal);
        Assert.Equal($"https://polygonscan.com/tx/{hash.Value}", rows[0].QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains(Elsewhere, rows[0].InnerHtml, StringComparison.Ordinal);
        Assert.Contains("failed, nothing moved", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("not enough POL", rows[1].TextContent, StringComparison.Ordinal);
        Assert.NotNull(harness.Document.QuerySelector("#withdraw[disabled]"));   // one is under way
    }

    [Fact]
    public async Task Render_WithdrawForm_AsksForAddressAmountTwiceAndPassword()
    {
        await using var harness = Harness(new FakeData { View = PageData.ConnectedWallet(balance: null) }, _ => { });
        await harness.RenderAsync<WalletPage>();

        await harness.ClickAsync("#withdraw");

        Assert.Equal(["withdraw-to", "withdraw-amount", "withdraw-again", "withdraw-password"], harness.Document.QuerySelectorAll(".withdraw input").Select(input => input.Id));
        Assert.Contains("How much is free is not known", harness.Document.QuerySelector(".withdraw")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(harness.Document.QuerySelector("#withdraw-send[disabled]"));
    }

    [Fact]
    public async Task Render_Deposits_NeedConsentAndSayWhatWaits()
    {
        var fake = default(FakeMoney)!;
        await using var harness = Harness(new FakeData { View = PageData.ConnectedWallet() }, money => (fake = money).AutoWrap = new(false, null, Usdc.Of(41.5m), PageData.Now));
        await harness.RenderAsync<WalletPage>();
        Assert.NotNull(harness.Document.QuerySelector("#wrap-on[disabled]"));
        Assert.Contains("$41.50 of USDC.e lies in this wallet", harness.Document.QuerySelector("#money")!.TextContent, StringComparison.Ordinal);

        var model = Model(fake);
        await model.LoadAsync();
        await model.SetAutoWrapAsync(isOn: true, consent: true);

        Assert.True(fake.AutoWrap.IsOn);
    }

    [Fact]
    public async Task Render_LastOrderRefused_NamesTheLikelyCause()
    {
        await using var harness = Harness(new FakeData { View = PageData.ConnectedWallet(ready: false) }, money => money.Refusal = new(OrderSide.Buy, VenueErrorCode.EmptyResponse, null, PageData.Now.AddMinutes(-3)));
        await harness.RenderAsync<WalletPage>();

        var cause = Words(harness.Document.QuerySelector(".wallet-cause")!.TextContent);
        Assert.Contains("(empty_response)", cause, StringComparison.Ordinal);
        Assert.Contains("The venue refused without a word. Likely cause: The exchange is not approved yet.", cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "How much this wallet still holds is not known.")]
    [InlineData(12.5, "It still holds $12.50.")]
    [InlineData(0.0, "It held no free balance")]
    public async Task DisconnectEffects_SayWhatIsLeft(double? balance, string says)
    {
        var data = new FakeData { View = PageData.ConnectedWallet(balance: (decimal?)balance) };
        var model = new WalletModel(data, data, data, data, Pages.Tenants, data, Pages.Clock(), NullLogger<WalletModel>.Instance);
        await model.LoadAsync();

        Assert.StartsWith(says, model.DisconnectEffects()[2], StringComparison.Ordinal);
        Assert.Equal(balance is not 0.0, model.MayWithdraw);
    }

    private static WalletMoneyModel Model(FakeMoney money) => new(money, Pages.Tenants, new FakeData(), Pages.Clock(), NullLogger<WalletMoneyModel>.Instance);

    private static ComponentHarness Harness(FakeData data, Action<FakeMoney> set)
    {
        var money = new FakeMoney(data);
        set(money);
        return Pages.Harness(data, services => services.AddSingleton<IWalletMoney>(money));
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
