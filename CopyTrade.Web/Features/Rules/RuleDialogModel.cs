using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Web.Features.Rules;

/// <summary>A position with its book, while rules are written for it.</summary>
public sealed class RuleDialogModel(
    IPositionsQuery positions,
    IRuleChanges wishes,
    IWalletQuery wallet,
    IMarketCatalog catalog,
    IPriceHistory history,
    PositionPricer pricer,
    CurrentTenant tenants,
    IChangeFeed changes,
    TimeProvider clock,
    ILogger<RuleDialogModel> logger) : PageModel(tenants, changes, clock, logger)
{
    private static readonly TimeSpan Past = TimeSpan.FromDays(VolatilityLevels.MostDays + 2);

    /// <summary>As it was when the dialog was opened, then as it is.</summary>
    public PositionRow Position { get; set; } = default!;

    public Part<PositionPricer.Quote> Quote { get; } = new("the book");

    /// <summary>Levels from the token's own past; null while nobody asked.</summary>
    public Part<LevelSuggestion>? Suggestion { get; private set; }

    public bool IsDisconnected { get; private set; }

    public OrderBook? Book => Quote.Value?.Book;

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Positions, ChangeKind.Wallet };

    protected override TimeSpan RefreshEvery => TimeSpan.FromSeconds(3);

    /// <summary>The rules that were made; null when they were refused.</summary>
    public async Task<IReadOnlyList<TradeRule>?> CreateAsync(IReadOnlyList<RuleTerms> terms)
    {
        IReadOnlyList<TradeRule>? made = null;
        await ActAsync(async tenant =>
        {
            var change = await wishes.CreateAsync(tenant, new(terms, Position.Title, Position.Outcome), Lasting);
            made = (change as RuleChange.Done)?.Rules;
            return (change as RuleChange.Refused)?.Message;
        });
        return made;
    }

    public async Task SuggestAsync()
    {
        Suggestion = new("past prices");
        await Suggestion.ReadAsync(
            async () => Book is not { } book || PriceReader.Read(PriceSource.Executable, book, null, Position.Shares).Value is not { } from
                ? new LevelSuggestion.None("What the bids pay now is not known: there is no price to measure levels from.")
                : await catalog.FindAsync(Position.Condition, Position.Token, Stopped) is not { } market
                    ? new LevelSuggestion.None("The venue knows no such market.")
                    : VolatilityLevels.Suggest(await history.ReadAsync(Position.Token, Now - Past, Now, Stopped), from, market.Tick, Now),
            Logger,
            Stopped);
    }

    protected override async Task ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        await Quote.ReadAsync(
            async () =>
            {
                var held = await positions.ListAsync(tenant, includeClosed: true, ct);
                Position = held.FirstOrDefault(row => row.Holder is null && row.Token == Position.Token && row.Book == Position.Book) ?? Position;
                IsDisconnected = (await wallet.ReadAsync(tenant, ct)).Connection is null;
                return (await pricer.QuotesAsync([Position.Token], ct))[Position.Token];
            },
            Logger,
            ct);
    }
}
