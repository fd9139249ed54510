using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Targets.Leaving;
using CopyTrade.Domain.Trading;
using CopyTrade.Web.Features.Overview;

namespace CopyTrade.Web.Features.Targets;

/// <summary>Who is followed, and whether it works.</summary>
public sealed class TargetsModel(
    ITargetsQuery targets,
    ITargetChanges changesToTargets,
    IWalletQuery wallets,
    IPositionsQuery positions,
    ITradingStatusQuery statuses,
    IEnumerable<IDemoLeaders> demo,
    CurrentTenant tenants,
    IChangeFeed changes,
    TimeProvider clock,
    ILogger<TargetsModel> logger,
    ITargetExits? exits = null) : PageModel(tenants, changes, clock, logger)
{
    public Part<IReadOnlyList<TargetView>> Targets { get; } = new("your targets", all => all.Count == 0);

    public Part<TradingStatus> Status { get; } = new("the trading status");

    /// <summary>A pause or halt holds: then nothing is mirrored, whatever the lights say.</summary>
    public Halt? Halt => Status.Value?.Halts.OrderByDescending(h => h.Kind).FirstOrDefault();

    public int Mirroring => Targets.Value?.Count(t => t.IsMirroring) ?? 0;

    public IReadOnlyList<DemoLeader> Suggestions => [.. demo.SelectMany(d => d.Leaders).Where(l => Targets.Value?.All(t => t.Card.Target.Wallet != l.Wallet) == true)];

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Targets, ChangeKind.Orders, ChangeKind.Positions, ChangeKind.Wallet, ChangeKind.Halts };

    public Task FollowAsync(DemoLeader leader) => ActAsync(async tenant =>
    {
        var form = new RulesForm();
        return (await changesToTargets.AddAsync(tenant, leader.Wallet.Value, leader.Name, form.Sizing, form.MaxPerTrade, 75, Lasting) as TargetChange.Refused)?.Message;
    });

    /// <summary>True when it is followed no more.</summary>
    public Task<bool> RemoveAsync(TargetRowId id) => ActAsync(async tenant => (await changesToTargets.RemoveAsync(tenant, id, Lasting) as TargetChange.Refused)?.Message);

    /// <summary>What removing means, as sentences with numbers.</summary>
    public static IReadOnlyList<string> RemovalEffects(TargetView target)
    {
        var held = target.Positions switch
        {
            null => "What you hold through it stays open. How much that is could not be read.",
            0 => "You hold nothing through it.",
            1 => $"1 open position through it stays open. Nothing sells it for you any more, not even when they sell.",
            var n => $"{n} open positions through it stay open. Nothing sells them for you any more, not even when they sell.",
        };
        return [$"New trades of {TargetNames.Of(target.Card)} are no longer copied.", held, "Orders under way run to their end. The history stays."];
    }

    protected override async Task ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        await Status.ReadAsync(() => statuses.ReadAsync(tenant, ct), Logger, ct);
        await Targets.ReadAsync(
            async () =>
            {
                var cards = await targets.ListAsync(tenant, ct);
                var wallet = await wallets.ReadAsync(tenant, ct);
                var held = new Part<IReadOnlyList<PositionRow>>("positions");
                await held.ReadAsync(() => positions.ListAsync(tenant, includeClosed: false, ct), Logger, ct);
                var leaving = exits is null ? [] : (await exits.ListAsync(tenant, ct)).ToDictionary(exit => exit.Target);
                return [.. cards.Select(card => TargetView.Of(card, wallet, Status.Value?.NarrowHalts ?? [], Now, held.Value?.Count(p => p.Book == MirrorKeys.BookOf(card.Target.Key) && p.Shares.Quantity > 0)) with { Leaving = leaving.GetValueOrDefault(card.Target.Id) })];
            },
            Logger,
            ct);
    }
}
