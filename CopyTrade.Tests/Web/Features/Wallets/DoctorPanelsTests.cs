using CopyTrade.Domain.Accounts.Preflight;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading.Canary;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Wallets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Web.Features.Wallets;

public sealed class DoctorPanelsTests
{
    private const string Elsewhere = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

    [Fact]
    public async Task Render_NeverChecked_OffersTheChecksAndNoTrial()
    {
        await using var harness = Harness(out var doctor);
        await harness.RenderAsync<DoctorPanels>();
        Assert.Contains("Run the checks first.", Text(harness), StringComparison.Ordinal);
        Assert.NotNull(harness.Document.QuerySelector("#try[disabled]"));
        Assert.NotNull(harness.Document.QuerySelector(".stack:has(#run-checks) #try"));

        await harness.ClickAsync("#run-checks");

        Assert.NotNull(doctor.Run);
        Assert.Null(harness.Document.QuerySelector(".stack:has(#run-checks) #try"));
        Assert.Single(harness.Document.QuerySelectorAll("#try"));
        Assert.Equal(11, harness.Document.QuerySelectorAll(".check-running").Length);
        Assert.NotNull(harness.Document.QuerySelector("#run-checks[disabled]"));
    }

    [Fact]
    public async Task Render_OneThingWrong_SaysHowManyAndWhatToDo()
    {
        await using var harness = Harness(out var doctor);
        doctor.Run = Run(CheckState.Failed, "Set your caps.");
        await harness.RenderAsync<DoctorPanels>();

        Assert.Contains("One thing stands in the way of trading.", Text(harness), StringComparison.Ordinal);
        Assert.Contains("stands in the way", harness.Document.QuerySelector(".check-failed")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("failed   Grant: Set your caps.", harness.Document.QuerySelector("#copy-checks")!.GetAttribute("data-copy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_SomethingNotKnown_IsNotGreenAndAllowsNoTrial()
    {
        await using var harness = Harness(out var doctor);
        doctor.Run = Run(CheckState.Unknown, "No word.");
        await harness.RenderAsync<DoctorPanels>();

        Assert.Empty(harness.Document.QuerySelectorAll(".connect-says.is-gain"));
        Assert.Contains("1 check could not be made", Text(harness), StringComparison.Ordinal);
        Assert.NotNull(harness.Document.QuerySelector("#try[disabled]"));
    }

    [Fact]
    public async Task Trial_Done_NamesItsCost()
    {
        await using var harness = Harness(out var doctor);
        doctor.Run = Run(CheckState.Passed, "Fine.");
        doctor.Trial = new(Guid.NewGuid(), CanaryStage.Done, PageData.Now, PageData.Now, "Will it rain?", "Yes", Usdc.Of(1.093m), Usdc.Of(1.0512m), true, null, null, null);
        await harness.RenderAsync<DoctorPanels>();

        Assert.Equal("$0.0418", harness.Document.QuerySelector(".trial-cost .num")!.TextContent);
        Assert.Equal(3, harness.Document.QuerySelectorAll(".trial-done").Length);
        Assert.Null(harness.Document.QuerySelector("#try[disabled]"));
    }

    [Fact]
    public async Task Try_SameAnswerTwice_AsksWithTheSameRequest()
    {
        var data = new FakeData { View = PageData.ConnectedWallet() };
        var doctor = new FakeDoctor(data) { Run = Run(CheckState.Passed, "Fine.") };
        var model = new DoctorModel(doctor, Pages.Tenants, data, Pages.Clock(), NullLogger<DoctorModel>.Instance);
        await model.LoadAsync();
        Assert.Null(model.WhyNoTrial);
        var request = Guid.NewGuid();

        await Task.WhenAll(model.TryAsync(request), model.TryAsync(request));

        Assert.All(doctor.Tried, tried => Assert.Equal(request, tried));
        doctor.Refuses = "Run the wallet checks first.";
        await model.TryAsync(Guid.NewGuid());
        Assert.Equal("Run the wallet checks first.", model.TrialProblem);
    }

    [Fact]
    public async Task ListAddress_IsShownAsUsableInADayAndThePasswordIsForgotten()
    {
        await using var harness = Harness(out var doctor);
        var data = new FakeData { View = PageData.ConnectedWallet() };
        var model = new DoctorModel(doctor, Pages.Tenants, data, Pages.Clock(), NullLogger<DoctorModel>.Instance);
        await model.LoadAsync();
        model.OpenForm();
        var form = model.Form!;
        (form.Address, form.Label, form.Password) = (Elsewhere.ToLowerInvariant(), "cold", "secret");
        Assert.Contains("checksum", form.Problem, StringComparison.Ordinal);
        form.Address = Elsewhere;

        Assert.True(await model.ListAsync());

        Assert.Equal(("", null, true), (form.Password, model.Form, model.ListIsOn));
        await harness.RenderAsync<DoctorPanels>();
        Assert.Contains("may be used in 1 d 0 h", harness.Document.QuerySelector(".addresses")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_PaperAccount_ExplainsWhyThereIsNothingToCheck()
    {
        var view = PageData.ConnectedWallet();
        await using var harness = Pages.Harness(new FakeData { View = view with { Connection = view.Connection! with { SignatureType = SignatureType.Paper } } });
        await harness.RenderAsync<DoctorPanels>();

        Assert.Contains("nothing to check and no trial to make", Text(harness), StringComparison.Ordinal);
        Assert.Null(harness.Document.QuerySelector("#try"));
    }

    private static ComponentHarness Harness(out FakeDoctor doctor)
    {
        var data = new FakeData { View = PageData.ConnectedWallet() };
        var made = doctor = new FakeDoctor(data);
        return Pages.Harness(data, services => services.AddSingleton<IWalletDoctor>(made));
    }

    private static PreflightRun Run(CheckState grant, string says) =>
        new(Guid.NewGuid(), PageData.Now, PageData.Now, PageData.Now, [.. Enum.GetValues<PreflightCheck>().Select(check => new PreflightFinding(check, check == PreflightCheck.Grant ? grant : CheckState.Passed, check == PreflightCheck.Grant ? says : "Fine."))]);

    private static string Text(ComponentHarness harness) => harness.Document.Body!.TextContent;
}
