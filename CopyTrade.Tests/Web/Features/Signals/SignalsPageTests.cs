using CopyTrade.Domain.Money;
using CopyTrade.Domain.Signals;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Domain.Signals;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Signals;
using CopyTrade.Web.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Web.Features.Signals;

public sealed class SignalsPageTests
{
    private readonly FakeSignals _signals = new();

    [Fact]
    public async Task Render_NothingYet_SaysWhatToDoFirst()
    {
        await using var harness = Harness();
        await harness.RenderAsync<SignalsPage>();

        Assert.Contains("Make a profile first", harness.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(harness.Document.QuerySelectorAll(".command"));
    }

    [Fact]
    public async Task Render_AProfileAndNoIntent_ShowsHowToSendOne()
    {
        _signals.Profiles.Add(FakeSignals.Profile());
        await using var harness = Harness();
        await harness.RenderAsync<SignalsPage>();

        var command = harness.Document.QuerySelector(".command code")!.TextContent;
        var body = command[command.IndexOf('{', StringComparison.Ordinal)..(command.LastIndexOf('}') + 1)];
        Assert.Contains("/intent", command, StringComparison.Ordinal);
        Assert.Contains(SignalText.Trader, command, StringComparison.Ordinal);
        Assert.IsType<SignalParse.Valid>(SignalText.Parse(body));
    }

    [Fact]
    public async Task Render_IntentsAndRejections_ShowsEachWithItsReason()
    {
        _signals.Profiles.Add(FakeSignals.Profile());
        _signals.Rows.Add(FakeSignals.Row(SignalStatus.Rejected, SignalReject.SlippageTooHigh, "Observed 0.5, now 0.53: 6% worse, at most 5%."));
        _signals.Rows.Add(FakeSignals.Row(SignalStatus.Queued));
        _signals.Refusals.Add(new(1, "careful", null, SignalChannel.File, SignalReject.SchemaInvalid, "size_usdc", "size_usdc must be a number.", PageData.Now));
        _signals.Stats = new(2, 1, 1, 0, 0, 1, 3, 1, new Dictionary<SignalReject, int> { [SignalReject.SlippageTooHigh] = 1, [SignalReject.SchemaInvalid] = 1 }) { Profiles = [new("careful", 2, 3, 1, Usdc.Of(5m))] };
        _signals.Drift.Add(new(TokenId.Parse("71"), ConditionId.Parse("0x" + new string('a', 64)), Shares.Of(10m), Shares.Zero, Shares.Of(9.5m), null, -0.5m, PageData.Now, PageData.Now));
        await using var harness = Harness();
        await harness.RenderAsync<SignalsPage>();

        var text = harness.Document.Body!.TextContent;
        foreach (var words in (string[])["6% worse", "Price has run away", "size_usdc must be a number.", "slippage_too_high", "75% of 4 ended", "1 of 1 outcomes differ", "2 accepted, 1 turned away", "$5.00 used in 24 h · 3 of 4 ended orders executed"]) Assert.Contains(words, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_ReadFailed_SaysSoAndTheRestIsThere()
    {
        _signals.Failure = new InvalidOperationException("no");
        await using var harness = Harness();
        await harness.RenderAsync<SignalsPage>();

        Assert.Contains("Could not load the intents", harness.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Could not load the profiles", harness.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Signals", harness.Document.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task Save_ANewProfile_KeepsItsTermsAndShowsTheSize()
    {
        var model = Model();
        await model.LoadAsync();
        model.New();
        model.Form!.Traders = SignalText.Trader;
        model.Form.Strategy = "TIERED";
        model.Form.MaxUsdc = "1000";

        Assert.Equal("1 × $250 = $250, at most your balance.", model.Form.PreviewSays());
        Assert.True(await model.SaveAsync());
        Assert.Equal(SignalText.Trader, Assert.Single(Assert.Single(model.Profiles.Value!).Terms.Traders).Value);
        Assert.Null(model.Form);
    }

    [Fact]
    public async Task Save_RulesThatCannotBe_SaysWhyAndSavesNothing()
    {
        var model = Model();
        await model.LoadAsync();
        model.New();
        model.Form!.Traders = "0x12";

        Assert.False(await model.SaveAsync());
        Assert.Contains("0x12", model.Problem, StringComparison.Ordinal);
        Assert.Empty(_signals.Profiles);
    }

    [Fact]
    public async Task Form_OfAProfile_ReadsBackAsItsTerms()
    {
        Assert.True(SignalTiers.TryParse("1-100:2,100+:0.5", out var tiers));
        foreach (var terms in (SignalTerms[])[SignalText.Terms, SignalText.Terms with { Sizing = new SignalSizing.Tiered(tiers), Markets = ["a", "b"], DailyBudget = Usdc.Of(7.5m), MaxTokens = Shares.Of(3m), IsObserveOnly = true, AggregateSeconds = 90 }])
            Assert.Equal(CopyTrade.Infrastructure.Persistence.DomainJson.Write(terms), CopyTrade.Infrastructure.Persistence.DomainJson.Write(SignalForm.Of(FakeSignals.Profile(terms)).Read().Terms));

        var model = Model();
        await model.LoadAsync();
        await model.CheckAsync(FakeSignals.Profile(SignalTerms.Default));
        Assert.Equal("Profile careful allows no trader: add the wallets that it may follow.", SignalHealth.Obstacle(model.Health!.Value.Items));
        model.Replay(FakeSignals.Profile(), [SignalText.Buy().ToJsonString(), "rubbish"]);
        Assert.Equal((1, 1, true), (model.Replayed!.Value.Report.Validated, model.Replayed.Value.Report.Rejected, model.Replayed.Value.IsSame));
    }

    private ComponentHarness Harness() => Pages.Harness(new FakeData(), services => services.AddSingleton<ISignalsQuery>(_signals).AddSingleton<ISignalProfiles>(_signals).AddSingleton<ISignalHealth>(_signals).AddSingleton<IPositionDriftQuery>(_signals));

    private SignalsModel Model() => new(_signals, _signals, _signals, _signals, Pages.Tenants, new FakeData(), Pages.Clock(), NullLogger<SignalsModel>.Instance);
}
