using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Web.Features.Fakes;

/// <summary>A ledger in memory; empty until something is traded.</summary>
public sealed class FakePerformance : IPerformanceQuery, IFillStatements, IElsewhereTrades, CopyTrade.Web.Features.Research.IOwnAccounts
{
    private static readonly TokenId Marked = TokenId.Parse("11");
    private static readonly TokenId Unmarked = TokenId.Parse("12");
    private static readonly ConditionId Market = ConditionId.Parse("0x" + new string('a', 64));

    public List<LedgerLine> Lines { get; } = [];

    public List<LedgerResidual> Residuals { get; } = [];

    public List<FillStatement> Fills { get; } = [];

    /// <summary>What was traded elsewhere; null without a live wallet.</summary>
    public ElsewhereTrades? Elsewhere { get; set; }

    public List<AccountSummary> Accounts { get; } = [];

    /// <summary>The accounts that were asked for.</summary>
    public List<TenantRef> Asked { get; } = [];

    public Exception? Failure { get; set; }

    /// <summary>The market is a question of an event.</summary>
    public bool IsEvent { get; set; }

    public Task<PerformanceFacts> ReadAsync(TenantRef tenant, int days, CancellationToken ct)
    {
        Asked.Add(tenant);
        return Failure is not null ? Task.FromException<PerformanceFacts>(Failure) : Task.FromResult(Facts(Accounts.FirstOrDefault(account => account.Tenant == tenant)?.Money ?? AccountMoney.Paper));
    }

    Task<ElsewhereTrades?> IElsewhereTrades.ReadAsync(TenantRef tenant, int most, CancellationToken ct) => Task.FromResult(Elsewhere);

    Task<IReadOnlyList<FillStatement>> IFillStatements.ReadAsync(TenantRef tenant, int most, CancellationToken ct) => Task.FromResult<IReadOnlyList<FillStatement>>([.. Fills.Take(most)]);

    IAsyncEnumerable<FillStatement> IFillStatements.ExportAsync(TenantRef tenant, CancellationToken ct) => Fills.ToAsyncEnumerable();

    Task<IReadOnlyList<AccountSummary>> CopyTrade.Web.Features.Research.IOwnAccounts.ListAsync(UserId person, CancellationToken ct) => Task.FromResult<IReadOnlyList<AccountSummary>>(Accounts);

    private PerformanceFacts Facts(AccountMoney money) => new(
        money, Lines,
        new Dictionary<DateOnly, IReadOnlyDictionary<TokenId, Price>> { [DateOnly.FromDateTime(PageData.Now.UtcDateTime)] = new Dictionary<TokenId, Price> { [Marked] = Price.Of(0.7m) } },
        new Dictionary<string, string?> { [Market.Value] = "Rain in Lisbon?" }, new Dictionary<string, string> { ["harbour"] = "Quiet harbour" }, Residuals, 0, 0, IsEvent ? new Dictionary<ConditionId, EventPlace> { [Market] = new("election", Marked) } : null);

    public IAsyncEnumerable<LedgerExportRow> ExportAsync(TenantRef tenant, DateTimeOffset? since, CancellationToken ct) => AsyncEnumerable.Empty<LedgerExportRow>();

    /// <summary>Ten shares at 50 cents, half sold at a dollar of profit, the rest now worth a dollar more; and ten of which no price is known.</summary>
    public void Trade()
    {
        var now = PageData.Now.AddHours(-1);
        var place = new LedgerPlace("harbour", Market, Marked, VenueMode.Demo, Price.Of(0.5m));
        Post(new LedgerFact.Bought("lot:1", now, place, Shares.Of(10m), Usdc.Of(5m), Usdc.Of(0.10m)));
        Post(new LedgerFact.Sold("sale:1", now, place, Shares.Of(5m), Usdc.Of(3.5m), Usdc.Zero));
        Post(new LedgerFact.Closed("close:1", now, place, Shares.Of(5m), Usdc.Of(2.5m), Usdc.Of(3.5m)));
        Post(new LedgerFact.Bought("lot:2", now, place with { Token = Unmarked }, Shares.Of(10m), Usdc.Of(5m), Usdc.Zero));
    }

    /// <summary>A rebate of which the venue names no market.</summary>
    public void Rebate(decimal amount) => Post(new LedgerFact.Rebated("activity:1", PageData.Now.AddMinutes(-30), LedgerPlace.None, Usdc.Of(amount)));

    private void Post(LedgerFact fact) => Lines.AddRange(LedgerLine.Of(LedgerPoster.Post(fact)));
}
