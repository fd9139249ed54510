using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Research;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Web.Features.Research;

public sealed class GapPageTests
{
    private readonly Gaps _gaps = new();

    [Fact]
    public async Task Render_Gap_SaysWhatCopyingCostAndLinksEachBarToItsTrades()
    {
        _gaps.Trades.AddRange([Copied(1), Trade(2, GapBar.Skipped, "outside_price_band", -4m)]);
        await using var harness = await RenderAsync("/gap");

        Assert.Contains("Copying cost you $0.60 yesterday; most of it was price. They made +$14.00, you made +$0.40.", harness.Document.QuerySelector(".page-head")!.TextContent, StringComparison.Ordinal);
        var bars = harness.Document.QuerySelectorAll(".wf tbody a").ToDictionary(a => a.TextContent, a => a.GetAttribute("href"));
        Assert.Equal("/gap?bar=price#behind", bars["Worse price"]);
        Assert.Equal("/gap?bar=skipped&reason=outside_price_band#behind", Assert.Single(bars, bar => bar.Key.StartsWith("Skipped: ", StringComparison.Ordinal)).Value);
        Assert.Contains("every bar adds up", harness.Document.QuerySelector(".wf tfoot")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_OpenedBar_ListsItsTradesWithTheirStoriesAndPages()
    {
        _gaps.Trades.AddRange(Enumerable.Range(1, 30).Select(Copied));
        await using var harness = await RenderAsync("/gap?bar=price");

        var rows = harness.Document.QuerySelectorAll(".gap-table tbody tr");
        Assert.Equal(25, rows.Length);
        Assert.StartsWith("/activity/", rows[0].QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("/gap?bar=price&page=2#behind", harness.Document.QuerySelector(".pager a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Render_UnpricedTrades_AreCountedAndNeverZero()
    {
        _gaps.Trades.AddRange([Copied(1), Trade(2, GapBar.NotSeen, null, null)]);
        await using var harness = await RenderAsync("/gap?bar=not_seen");

        Assert.Contains("1 trade is in no sum: what it was worth is not known.", harness.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 trade unpriced", harness.Document.QuerySelector(".wf")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("unpriced", harness.Document.QuerySelector(".gap-table tbody td:last-child")!.TextContent);
    }

    [Fact]
    public async Task Render_NothingHeldOrTraded_IsEmptyAndTellsWhatToDo()
    {
        await using var harness = await RenderAsync("/gap");

        Assert.Contains("Nothing to compare", harness.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(harness.Document.QuerySelector(".wf"));
    }

    [Theory]
    [InlineData("/gap", "Today")]
    [InlineData("/gap?span=yesterday", "Yesterday")]
    public async Task Render_FirstDay_ShowsTodayUnlessYesterdayWasAsked(string address, string shown)
    {
        _gaps.From = PageData.Now.AddHours(-1);
        _gaps.Trades.Add(Copied(1));

        await using var harness = await RenderAsync(address);

        Assert.Equal(shown, harness.Document.QuerySelector(".seg .rz-state-active")!.TextContent.Trim());
        Assert.Equal(shown == "Today", harness.Document.QuerySelector(".wf") is not null);
        if (shown == "Today") Assert.Contains("href=\"/gap?span=today&amp;bar=price", harness.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_NotReadable_SaysSoAndTriesAgain()
    {
        _gaps.Failure = new InvalidOperationException("secret");
        await using var harness = await RenderAsync("/gap");
        Assert.Contains("Could not load the copy gap", harness.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", harness.Html, StringComparison.Ordinal);
        _gaps.Failure = null;

        await harness.ClickAsync("[role=alert] button");

        Assert.Contains("Nothing to compare", harness.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_PaperAsked_ReadsThePaperAccountOnly()
    {
        await using var harness = await RenderAsync("/gap?money=paper");

        Assert.Equal(Gaps.Paper, _gaps.Asked);
        Assert.Contains("LivePaper", harness.Document.QuerySelector(".filters")!.TextContent.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Export_ForeignText_IsNoFormula()
    {
        var evil = Copied(1) with { Trade = Copied(1).Trade! with { Title = "=HYPERLINK(\"http://x\")", Outcome = "Yes, \"sure\"" } };

        var csv = ResearchExports.Write(new CopyGapReport([evil], 0));

        Assert.Contains("\"'=HYPERLINK(\"\"http://x\"\")\",\"Yes, \"\"sure\"\"\"", csv, StringComparison.Ordinal);
        Assert.Contains(",price,,-0.5,10,0.4,", csv, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yesterday", "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z")]
    [InlineData("today", "2026-11-21T00:00:00Z", "2026-11-21T14:32:08Z")]
    [InlineData("week", "2026-11-15T00:00:00Z", "2026-11-21T14:32:08Z")]
    [InlineData("month", "2026-10-23T00:00:00Z", "2026-11-21T14:32:08Z")]
    public void Selection_Span_IsWholeUtcDays(string span, string from, string to) => Assert.Equal(
        new CopyPeriod(DateTimeOffset.Parse(from, null), DateTimeOffset.Parse(to, null)), GapSelection.Read(span, null, null, null, null, null).PeriodAt(PageData.Now));

    private static GapTrade Copied(int n) => new(
        Followed(n, FollowedResult.Ordered), PageData.Token(n), 10m, 0.4m, [new(GapBar.Sized, null, -9m), new(GapBar.Price, null, -0.5m), new(GapBar.Fees, null, -0.1m)], (GapBar.Sized, null), true);

    private static GapTrade Trade(int n, GapBar bar, string? reason, decimal? amount) => new(
        Followed(n, FollowedResult.Skipped), PageData.Token(n), -amount ?? 0m, 0m, amount is { } known ? [new(bar, reason, known)] : [], (bar, reason), amount is not null);

    private static FollowedTrade Followed(int n, FollowedResult result) => new(
        FillId.Parse($"data-api:{n}"), PageData.Token(n), OrderSide.Buy, Shares.Of(100m), Price.Of(0.5m), PageData.Now.AddHours(-20), result, Decision: Guid.Parse($"0d000000-0000-0000-0000-{n:d12}"), Title: PageData.MarketTitle(n), Outcome: "Yes");

    private async Task<ComponentHarness> RenderAsync(string address)
    {
        var harness = Pages.Harness(new FakeData(), services => services.AddSingleton<ICopyGapQuery>(_gaps).AddSingleton<IOwnAccounts>(_gaps));
        harness.Navigation.NavigateTo(address);
        await harness.RenderAsync<GapPage>();
        return harness;
    }

    private sealed class Gaps : ICopyGapQuery, IOwnAccounts
    {
        public static TenantRef Paper { get; } = new(new TenantId(Guid.Parse("0a000000-0000-0000-0000-000000000009")), PageData.Tenant.Owner);

        public List<GapTrade> Trades { get; } = [];

        public Exception? Failure { get; set; }

        /// <summary>A period that ends before it holds nothing.</summary>
        public DateTimeOffset From { get; set; }

        public TenantRef? Asked { get; private set; }

        public Task<CopyGapAnswer> ReadAsync(TenantRef tenant, TargetRowId? target, CopyPeriod period, CancellationToken ct)
        {
            Asked = tenant;
            return Failure is null ? Task.FromResult(new CopyGapAnswer(new CopyGapReport(period.To > From ? Trades : [], 0), 0, 0)) : Task.FromException<CopyGapAnswer>(Failure);
        }

        public Task<IReadOnlyList<AccountSummary>> ListAsync(UserId person, CancellationToken ct) => Task.FromResult<IReadOnlyList<AccountSummary>>(
            [new(PageData.Tenant, AccountMoney.Live, null, PageData.Now, null), new(Paper, AccountMoney.Paper, Usdc.Of(1_000m), PageData.Now, null)]);
    }
}
