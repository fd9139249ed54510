using System.Security.Claims;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Simulation;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Simulation;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Research;
using CopyTrade.Web.Features.Simulation;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Web.Features.Simulation;

/// <summary>The accounts are real, what they made of the trades is given.</summary>
public sealed class ComparePageTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private readonly PaperHouse _house = new(database);
    private readonly Comparison _comparison = new();

    [Fact]
    public async Task Render_OneAccountOnly_SaysThatTwoAreNeeded()
    {
        await using var harness = await RenderAsync(await database.SeedTenantAsync());

        Assert.Contains("Two accounts are needed", harness.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(harness.Document.QuerySelector(".kpi"));
    }

    [Fact]
    public async Task Render_TwoAccountsAndNoTrade_ClaimsNoAgreement()
    {
        await using var harness = await RenderAsync(await _house.OpenAsync());

        Assert.Contains("No trade was seen by both accounts yet.", harness.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("—", Figure(harness, "Paper price, median"));
        Assert.Equal(AccountMoney.Paper, await MoneyOfAsync(_comparison.Paper!));
        Assert.Equal(AccountMoney.Live, await MoneyOfAsync(_comparison.Live!));
    }

    [Fact]
    public async Task Render_Differences_AreCountedByCauseAndToldTradeByTrade()
    {
        _comparison.Copies.AddRange(
        [
            new("a", "Kestrels beat Harbour FC", Side(0.51m), Side(0.50m), [new(DifferenceKind.Price, DifferenceCause.Depth, "51.0¢", "50.0¢", "The book showed 3 shares at 50.0¢.")]),
            new("b", "Glass Orchard opens above $40M", Side(0.40m), Side(0.40m), [new(DifferenceKind.Time, DifferenceCause.Latency, "12 ms", "31 ms", "")]),
            new("c", null, Side(null), null, [new(DifferenceKind.Presence, DifferenceCause.NotFollowed, "seen", "not seen", "Not followed then.")]),
            new("d", "Ada Brandt wins the Halden runoff", Side(0.30m), Side(0.29m), [new(DifferenceKind.Shares, DifferenceCause.Unexplained, "5.00", "4.00", "Nothing stored shows why.")]),
        ]);
        await using var harness = await RenderAsync(await _house.OpenAsync());

        Assert.Equal("3", Figure(harness, "Seen by both"));
        Assert.Equal("1", Figure(harness, "Same price"));
        Assert.Equal("200 bps", Figure(harness, "Paper price, median"));
        Assert.Equal("1", harness.Document.QuerySelector(".kpi[aria-label='Not explained'] .is-loss")!.TextContent);
        var causes = harness.Document.QuerySelector("[aria-label='Why they differ']")!.TextContent;
        foreach (var words in (string[])["Price, by depth", "Seen by one, not followed then", "Shares, not explained"]) Assert.Contains(words, causes, StringComparison.Ordinal);
        Assert.DoesNotContain("Time, ", causes, StringComparison.Ordinal);
        var trades = harness.Document.QuerySelectorAll("[aria-label='Trade by trade'] [role=listitem]");
        Assert.Equal(2, trades.Length);
        Assert.Contains("Price: paper 51.0¢, live 50.0¢. The book showed 3 shares", trades[0].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_NotReadable_SaysSoAndTriesAgain()
    {
        _comparison.Failure = new InvalidOperationException("secret");
        await using var harness = await RenderAsync(await _house.OpenAsync());
        Assert.Contains("Could not load the comparison", harness.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", harness.Html, StringComparison.Ordinal);
        _comparison.Failure = null;

        await harness.ClickAsync("[role=alert] button");

        Assert.Equal("0", Figure(harness, "Seen by both"));
    }

    private static string Figure(ComponentHarness harness, string label) => harness.Document.QuerySelector($".kpi[aria-label='{label}'] .kpi-value")!.TextContent.Trim();

    private static ComparedSide Side(decimal? price) => new(
        PageData.Now.AddMinutes(-4), "placed", "ok", "", "", "", Price.Of(0.55m), Shares.Of(5m), "filled", null, price is null ? Shares.Zero : Shares.Of(5m), (price ?? 0m) * 5m, Usdc.Zero, Shares.Zero, Usdc.Zero, true, PageData.Now.AddMinutes(-4), PageData.Now.AddMinutes(-3));

    private async Task<AccountMoney> MoneyOfAsync(TenantRef account) => (await _house.Accounts.ListAsync(account.Owner, CancellationToken.None)).Single(one => one.Tenant == account).Money;

    private async Task<ComponentHarness> RenderAsync(TenantRef account)
    {
        var harness = Pages.Harness(new FakeData(), services => services.AddSingleton<AuthenticationStateProvider>(new SignedIn(account)).AddSingleton<IOwnAccounts>(new OwnAccounts(_house.Accounts)).AddSingleton<ICopyComparisonQuery>(_comparison));
        await harness.RenderAsync<ComparePage>();
        return harness;
    }

    private sealed class Comparison : ICopyComparisonQuery
    {
        public List<ComparedCopy> Copies { get; } = [];

        public TenantRef? Paper { get; private set; }

        public TenantRef? Live { get; private set; }

        public Exception? Failure { get; set; }

        public Task<IReadOnlyList<ComparedCopy>> ReadAsync(TenantRef paper, TenantRef live, DateTimeOffset since, int limit, CancellationToken ct)
        {
            (Paper, Live) = (paper, live);
            return Failure is null ? Task.FromResult<IReadOnlyList<ComparedCopy>>(Copies) : Task.FromException<IReadOnlyList<ComparedCopy>>(Failure);
        }
    }

    private sealed class SignedIn(TenantRef account) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, account.Owner.ToString()), new Claim(AccountClaims.Tenant, account.Tenant.ToString())], "test"))));
    }
}
