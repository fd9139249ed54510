using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Layout;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Web.Layout;

/// <summary>Rules in the status line: when they were last judged, and whether the venue rests (R4.12).</summary>
public sealed class TopBarTests
{
    private readonly FakeShell _shell = new();

    [Fact]
    public async Task Rules_JudgedLately_ShowTheirAgeQuietly() =>
        Assert.Equal("Rules 4.0 s", await SaysAsync(new RulesState(TimeSpan.FromSeconds(4), null, 0), "a.dim.top-rules"));

    [Fact]
    public async Task Rules_WhileEveryBreakerIsOpen_SayUntilWhen() =>
        Assert.Equal("Rules: venue rests until 12:01:05 UTC", await SaysAsync(new RulesState(TimeSpan.FromSeconds(4), new(2026, 3, 2, 12, 1, 5, TimeSpan.Zero), 0), "a.chip-warn.top-rules"));

    [Fact]
    public async Task Rules_NotJudgedForLong_AreAWarning() =>
        Assert.Equal("Rules not judged for 3 m", await SaysAsync(new RulesState(TimeSpan.FromMinutes(3), null, 0), "a.chip-warn.top-rules"));

    [Fact]
    public async Task Rules_WhereNoHostJudgesThem_AreNotSpokenOf() => Assert.Null(await SaysAsync(null, ".top-rules"));

    [Theory, InlineData(true, "Suspended by an operator. Only closing is allowed."), InlineData(false, "Halted. Only closing is allowed.")]
    public async Task Halt_SetByAnOperator_OffersNoRelease(bool isSuspended, string says)
    {
        _shell.Status = _shell.Status with { Halted = true, IsSuspended = isSuspended };
        await using var harness = await RenderAsync();

        Assert.Equal(says, harness.Document.QuerySelector(".top-says")!.TextContent.Trim());
        Assert.Equal(isSuspended, harness.Document.QuerySelector("form[action='/release']") is null);
    }

    [Fact]
    public async Task Equity_WithoutSomePrices_SaysHowManyPositionsItLeavesOut()
    {
        _shell.Status = _shell.Status with { EquityLeavesOut = 2 };
        await using var harness = await RenderAsync();

        Assert.Equal("Equity, 2 left out", harness.Document.QuerySelector(".top-money span")!.TextContent);
    }

    private async Task<string?> SaysAsync(RulesState? rules, string selector)
    {
        _shell.Status = _shell.Status with { Rules = rules };
        await using var harness = await RenderAsync();
        return harness.Document.QuerySelector(selector)?.TextContent.Trim();
    }

    private async Task<ComponentHarness> RenderAsync()
    {
        var harness = Pages.Harness(SampleDay.Create(), services => services.AddSingleton<IShellQuery>(_shell).AddSingleton<ITradingSwitch>(_shell).AddSingleton<AntiforgeryStateProvider, NoAntiforgery>());
        await harness.Service<ShellModel>().LoadAsync();
        await harness.RenderAsync<TopBar>();
        return harness;
    }

    private sealed class NoAntiforgery : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => new("token", "__RequestVerificationToken");
    }
}
