using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Research;
using CopyTrade.Web.Features.Targets;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Web.Features.Research;

public sealed class SkipsPageTests
{
    private readonly Ledger _ledger = new();

    [Fact]
    public async Task Render_Skips_SaysWhatTheySavedAndCost()
    {
        _ledger.Fill();
        await using var harness = await RenderAsync("/skips");

        Assert.Contains("5 trades were skipped in the last 30 days: that saved $212.00 and cost $480.00. \"Outside your price band\" alone saved $212.00, cost $480.00.", harness.Document.QuerySelector(".page-head")!.TextContent, StringComparison.Ordinal);
        var rows = harness.Document.QuerySelectorAll("[aria-label='Skips by reason'] tbody tr");
        Assert.Equal("—", rows[1].QuerySelectorAll("td")[2].TextContent);
        Assert.Contains("not reckoned yet", harness.Document.QuerySelector("[aria-label='Skipped trades']")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slider_Moved_RunsThePlannerAgainAndOffersTheValue()
    {
        _ledger.Fill();
        _ledger.Trades.Add(new(Guid.NewGuid(), new MirrorInputBuilder { Rules = new CopyRules { MaxPrice = 0.5m } }.Build(), new ModelExit(0.72m, true)));
        await using var harness = await RenderAsync("/skips");
        Assert.Equal("50", harness.Document.QuerySelector("input[type=range]")!.GetAttribute("value"));

        await harness.TriggerAsync("input[type=range]", "onchange", new ChangeEventArgs { Value = "70" });

        var sums = harness.Document.QuerySelectorAll("[aria-label='Before and after'] tbody tr").Select(row => row.TextContent.Trim()).ToList();
        Assert.Equal(["Copied01", "Skipped10", "Profit$0.00+$0.50"], sums);
        Assert.Equal("/targets/defaults?rule=max_price&value=0.7", harness.Document.QuerySelector(".what-if a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData(1, " of 1 decision judged by itself", "1 is in no sum: what it is worth is not known.")]
    [InlineData(2, " of 2 decisions, each judged by itself", "2 are in no sum: what they are worth is not known.")]
    public async Task WhatIf_TradesWithoutAValue_AreCountedInWords(int trades, string judged, string unpriced)
    {
        _ledger.Fill();
        for (var i = 0; i < trades; i++) _ledger.Trades.Add(new(Guid.NewGuid(), new MirrorInputBuilder().Build(), null));
        await using var harness = await RenderAsync("/skips");

        var says = harness.Document.QuerySelector(".what-if-says")!.TextContent;
        Assert.Contains(judged, says, StringComparison.Ordinal);
        Assert.Contains(unpriced, says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_NothingSkipped_IsEmpty()
    {
        await using var harness = await RenderAsync("/skips");

        Assert.Contains("Nothing was skipped in the last 30 days.", harness.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Nothing to try it on", harness.Document.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_MoreThanOnePage_HasAllOfThemUnderOneHead()
    {
        _ledger.Fill();
        _ledger.Pages = 3;
        var text = "";
        await foreach (var part in ResearchExports.WriteAsync(_ledger, PageData.Tenant, SkipSelection.Read(null, null, null, null).FilterAt(PageData.Now), CancellationToken.None)) text += part;

        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.StartsWith("decided_utc,", Assert.Single(lines, line => line.Contains("decision_id", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_NotReadable_SaysSo()
    {
        _ledger.Failure = new InvalidOperationException("secret");
        await using var harness = await RenderAsync("/skips");

        Assert.Contains("Could not load the skips", harness.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", harness.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("max_price", "0.7")]
    [InlineData("percent", "12")]
    [InlineData("max", "40")]
    [InlineData("no_such_rule", null)]
    public void Propose_ValueOfTheSlider_IsAnUnsavedChange(string rule, string? expected)
    {
        var form = new RulesForm();
        form.Propose(rule, expected is null ? 1m : decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));

        var now = rule switch { "percent" => form.Kind == SizingKind.Percentage ? form.Percent : null, "max" => form.Max, _ => form.Own.MaxPrice };
        Assert.Equal(expected, now?.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private async Task<ComponentHarness> RenderAsync(string address)
    {
        var harness = Pages.Harness(new FakeData(), services => services.AddSingleton<ISkipLedger>(_ledger));
        harness.Navigation.NavigateTo(address);
        await harness.RenderAsync<SkipsPage>();
        return harness;
    }

    private sealed class Ledger : ISkipLedger
    {
        public List<SkipReasonSum> Sums { get; } = [];

        public List<SkipLine> Lines { get; } = [];

        public List<WhatIfTrade> Trades { get; } = [];

        public Exception? Failure { get; set; }

        /// <summary>How often the lines are there.</summary>
        public int Pages { get; set; } = 1;

        public void Fill()
        {
            Sums.AddRange([new("outside_price_band", 4, 212m, 480m, 0, 1), new("fill_too_old", 1, 0m, 0m, 1, 0)]);
            Lines.Add(new(Guid.NewGuid(), new TargetRowId(Guid.NewGuid()), "quiet.harbor", PageData.Wallet(1), OrderSide.Buy, "Kestrels beat Harbour FC", "Yes", Price.Of(0.9m), Usdc.Of(90m), "fill_too_old", [], PageData.Now, null, null, null, null, null, null, null));
        }

        public Task<IReadOnlyList<SkipReasonSum>> ReasonsAsync(TenantRef tenant, SkipFilter filter, CancellationToken ct) => Answer<IReadOnlyList<SkipReasonSum>>(Sums);

        public Task<SkipPage> PageAsync(TenantRef tenant, SkipFilter filter, string? cursor, int limit, CancellationToken ct) => Answer(new SkipPage(Lines, int.Parse(cursor ?? "1", System.Globalization.CultureInfo.InvariantCulture) is var number && number < Pages ? $"{number + 1}" : null));

        public Task<IReadOnlyList<WhatIfTrade>> TradesAsync(TenantRef tenant, TargetRowId? target, DateTimeOffset since, int limit, CancellationToken ct) => Answer<IReadOnlyList<WhatIfTrade>>(Trades);

        private Task<T> Answer<T>(T value) => Failure is null ? Task.FromResult(value) : Task.FromException<T>(Failure);
    }
}
