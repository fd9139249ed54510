using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Trading;

/// <summary>What the tenant holds, by tab, valued at what the bids pay now.</summary>
public sealed class PositionsModel(
    IPositionsQuery positions,
    ITargetsQuery targets,
    IPositionDriftQuery drift,
    IRulesQuery rules,
    IRuleChanges changesOfRules,
    PositionPricer pricer,
    CurrentTenant tenants,
    IChangeFeed changes,
    TimeProvider clock,
    ILogger<PositionsModel> logger) : PageModel(tenants, changes, clock, logger)
{
    private const int MostRules = 500;
    private Dictionary<string, string> _names = [];

    public Part<IReadOnlyList<ValuedPosition>> All { get; } = new("your positions", clock: clock);

    /// <summary>The last comparison with the wallet, over all targets that hold the outcome.</summary>
    public Part<IReadOnlyList<PositionDrift>> Drift { get; } = new("the comparison with the wallet");

    /// <summary>Rules that watch.</summary>
    public Part<IReadOnlyList<TradeRule>> Rules { get; } = new("the rules");

    public PositionTotals Totals => PositionTotals.Of(All.Value ?? []);

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Positions, ChangeKind.Targets, ChangeKind.Rules };

    protected override TimeSpan RefreshEvery => TimeSpan.FromSeconds(4);

    public IReadOnlyList<ValuedPosition> In(PositionTab tab) => [.. (All.Value ?? []).Where(p => tab switch
    {
        PositionTab.Open => p is { IsOpen: true, IsClaimable: false },
        PositionTab.Settling => p.IsSettling,
        PositionTab.Claimable => p.IsClaimable,
        _ => p is { IsOpen: false, IsSettling: false },
    })];

    public Usdc Realized => (All.Value ?? []).Aggregate(Usdc.Zero, (sum, p) => sum + p.Row.Realized);

    /// <summary>Whose shares: the target's name, or words for a target that is no longer followed.</summary>
    public string NameOf(PositionRow position) => _names.GetValueOrDefault(position.Book, TargetNames.Gone);

    /// <summary>Null while it was not compared.</summary>
    public PositionDrift? DriftOf(PositionRow position) => position.Holder is not null ? null : Drift.Value?.FirstOrDefault(row => row.Token == position.Token);

    /// <summary>Rules that watch this position, stops first.</summary>
    public IReadOnlyList<TradeRule> RulesOf(PositionRow position) =>
        [.. (Rules.Value ?? []).Where(rule => position.Holder is null && rule.Terms.Token == position.Token && (rule.Terms.Book is null || rule.Terms.Book == position.Book)).OrderBy(rule => rule.Terms.Kind == RuleKind.TakeProfit)];

    /// <summary>What closing a position means, as sentences with numbers.</summary>
    public static IReadOnlyList<string> CloseEffects(ValuedPosition position) =>
    [
        position.Value is { } value
            ? $"Sells all {Format.Shares(position.Row.Shares.Quantity)} shares of {position.Row.Outcome} for about {Format.Usd(value.Amount)}, which is {Format.Usd(position.OpenResult?.Amount, true)} against what they cost."
            : $"Sells all {Format.Shares(position.Row.Shares.Quantity)} shares of {position.Row.Outcome}; what that brings is not known ({position.WhyUnknown}).",
        $"Never more than {RuleTerms.DefaultSlippagePercent:0}% under the price read before each try. What nobody bids for within an hour stays yours.",
        "It runs as a rule that every price fires; you can follow it under Rules. New trades of the target are still copied.",
    ];

    /// <summary>Null when its sale was asked for, else why not.</summary>
    public async Task<string?> CloseAsync(PositionRow position)
    {
        string? why = null;
        var isAsked = await ActAsync(
            async tenant => await changesOfRules.CreateAsync(tenant, new([CloseNow.Of(position.Condition, position.Token, position.Book, Now)], position.Title, position.Outcome), Lasting) is RuleChange.Refused refused ? refused.Message : null,
            problem => why = problem);
        return isAsked ? null : why ?? "Something else is being done on this page. Try again when it is.";
    }

    protected override async Task ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        await Rules.ReadAsync(() => rules.ListAsync(tenant, RuleStatus.Active, MostRules, 0, ct), Logger, ct);
        await Drift.ReadAsync(() => drift.ListAsync(tenant, ct), Logger, ct);
        await All.ReadAsync(
            async () =>
            {
                _names = TargetNames.ByBook(await targets.ListAsync(tenant, ct));
                return await pricer.ValueAsync(await positions.ListAsync(tenant, includeClosed: true, ct), ct);
            },
            Logger,
            ct);
    }
}
