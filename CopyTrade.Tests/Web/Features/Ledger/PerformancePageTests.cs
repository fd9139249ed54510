using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Web.Features.Ledger;

public sealed class PerformancePageTests
{
    private static readonly TokenId Marked = TokenId.Parse("11");
    private static readonly TokenId Unmarked = TokenId.Parse("12");
    private static readonly ConditionId Market = ConditionId.Parse("0x" + new string('a', 64));
    private readonly Facts _facts = new();

    [Fact]
    public async Task Render_NothingTraded_TeachesInsteadOfShowingZeros()
    {
        await using var harness = await RenderAsync();

        Assert.Contains("Nothing made or lost yet", harness.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(harness.Document.QuerySelector(".kpi"));
    }

    [Fact]
    public async Task Render_TradesAndAnUnmarkedPosition_CountsItAndLeavesItOut()
    {
        Trade();
        await using var harness = await RenderAsync();

        Assert.Equal("+$2.00", Figure(harness, "Net profit"));
        Assert.Equal("+$1.00", Figure(harness, "Realised"));
        Assert.Equal("+$1.00", Figure(harness, "Open result now"));
        Assert.Contains("unmarked 1 of 2 positions", harness.Document.QuerySelector(".kpi[aria-label='Open result now']")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("$0.10", Figure(harness, "Fees paid"));
        Assert.Contains("1 position has no known value", harness.Document.QuerySelector(".page-head")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Quiet harbour", harness.Document.QuerySelector("[aria-label='Profit by group']")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Paper account", harness.Document.QuerySelector(".page-head")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("+$2", harness.Document.QuerySelector(".perf-cal .perf-today b")!.TextContent);
    }

    [Fact]
    public async Task Render_NotCompared_ShowsADashAndWhyNotZero()
    {
        Trade();
        _facts.Residuals.Add(new(DateOnly.FromDateTime(PageData.Now.UtcDateTime), Usdc.Of(100m), null, null, null, null, "No wallet is connected.", PageData.Now));
        await using var harness = await RenderAsync();

        Assert.Equal("—", Figure(harness, "Left over"));
        Assert.Contains("No wallet is connected.", harness.Document.QuerySelector("[aria-label='Ledger against the venue']")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_NotReadable_SaysSoAndTriesAgain()
    {
        _facts.Failure = new InvalidOperationException("secret");
        await using var harness = await RenderAsync();
        Assert.Contains("Could not load your performance", harness.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", harness.Html, StringComparison.Ordinal);
        _facts.Failure = null;
        Trade();

        await harness.ClickAsync("[role=alert] button");

        Assert.Equal("+$2.00", Figure(harness, "Net profit"));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-2", "'-2")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("a,\"b\"", "\"a,\"\"b\"\"\"")]
    [InlineData("plain", "plain")]
    public void Csv_TextThatLooksLikeAFormula_IsNone(string text, string cell) => Assert.Equal(cell, CsvText.Of(text));

    private static string Figure(ComponentHarness harness, string label) => harness.Document.QuerySelector($".kpi[aria-label='{label}'] .kpi-value")!.TextContent.Trim();

    private async Task<ComponentHarness> RenderAsync()
    {
        var harness = Pages.Harness(new FakeData(), services => services.AddSingleton<IPerformanceQuery>(_facts));
        await harness.RenderAsync<PerformancePage>();
        return harness;
    }

    /// <summary>Ten shares at 50 cents, half sold at a dollar of profit, the rest now worth a dollar more; and ten of which no price is known.</summary>
    private void Trade()
    {
        var now = PageData.Now.AddHours(-1);
        var place = new LedgerPlace("harbour", Market, Marked, VenueMode.Demo, Price.Of(0.5m));
        Post(new LedgerFact.Bought("lot:1", now, place, Shares.Of(10m), Usdc.Of(5m), Usdc.Of(0.10m)));
        Post(new LedgerFact.Sold("sale:1", now, place, Shares.Of(5m), Usdc.Of(3.5m), Usdc.Zero));
        Post(new LedgerFact.Closed("close:1", now, place, Shares.Of(5m), Usdc.Of(2.5m), Usdc.Of(3.5m)));
        Post(new LedgerFact.Bought("lot:2", now, place with { Token = Unmarked }, Shares.Of(10m), Usdc.Of(5m), Usdc.Zero));
    }

    private void Post(LedgerFact fact) => _facts.Lines.AddRange(LedgerLine.Of(LedgerPoster.Post(fact)));

    private sealed class Facts : IPerformanceQuery
    {
        public List<LedgerLine> Lines { get; } = [];

        public List<LedgerResidual> Residuals { get; } = [];

        public Exception? Failure { get; set; }

        public Task<PerformanceFacts> ReadAsync(TenantRef tenant, int days, CancellationToken ct) => Failure is not null ? Task.FromException<PerformanceFacts>(Failure) : Task.FromResult(new PerformanceFacts(
            AccountMoney.Paper, Lines,
            new Dictionary<DateOnly, IReadOnlyDictionary<TokenId, Price>> { [DateOnly.FromDateTime(PageData.Now.UtcDateTime)] = new Dictionary<TokenId, Price> { [Marked] = Price.Of(0.7m) } },
            new Dictionary<string, string?> { [Market.Value] = "Rain in Lisbon?" }, new Dictionary<string, string> { ["harbour"] = "Quiet harbour" }, Residuals, 0));

        public IAsyncEnumerable<LedgerExportRow> ExportAsync(TenantRef tenant, DateTimeOffset? since, CancellationToken ct) => AsyncEnumerable.Empty<LedgerExportRow>();
    }
}
