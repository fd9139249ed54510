using System.Security.Claims;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Web.Features;
using CopyTrade.Web.Features.Overview;
using CopyTrade.Web.Features.Targets;
using CopyTrade.Web.Features.Trading;
using CopyTrade.Web.Layout;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Hosting;

/// <summary>The status of the frame, put together from what the capabilities publish.</summary>
internal sealed class ShellQuery(HostFacts facts, ITargetsQuery targets, ITradingStatusQuery trading, IFeedMonitor feeds, IJobsBoard jobs, IWalletQuery wallets, IPositionsQuery positions, PositionPricer pricer, IRuleHosts ruleHosts, TimeProvider clock) : IShellQuery
{
    // The switches wait for this answer, so the venue gets no longer; without its prices there is no equity to show.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    public async Task<ShellStatus> GetAsync(ClaimsPrincipal user, CancellationToken ct)
    {
        if (!user.TryGetTenant(out var tenant)) throw new UnauthorizedAccessException("Sign in again: this session names no account.");
        var cards = await targets.ListAsync(tenant, ct);
        var status = await trading.ReadAsync(tenant, ct);
        var isOperator = user.IsInRole(nameof(Role.Operator)) || user.IsInRole(nameof(Role.Administrator));
        var (wallet, now) = (await wallets.ReadAsync(tenant, ct), clock.GetUtcNow());
        var (equity, leftOut) = await EquityAsync(tenant, wallet, ct);
        var platform = status.Halts.FirstOrDefault(halt => halt.IsPlatform);
        return new ShellStatus(
            user.IsOnPaper() ? TradingMode.Paper : Enum.Parse<TradingMode>(facts.Mode.ToString()),
            user.Identity?.Name ?? "",
            FeedAge(),
            cards.Count(card => TargetView.Of(card, wallet, status.NarrowHalts, now, null).IsMirroring),
            cards.Count,
            status.UnsettledFills,
            equity,
            status.Halts.Any(halt => halt is { Kind: HaltKind.Pause, IsPlatform: false }),
            status.Halts.Any(halt => halt is { Kind: HaltKind.Halt, IsPlatform: false }),
            platform is null ? null : platform.Reason ?? "An operator stopped all trading.",
            user.Identity?.Name ?? "",
            isOperator,
            status.OpenPositions,
            isOperator ? (await jobs.ListAsync(ct)).Count(job => job.Last?.Outcome == JobOutcome.Failed) : 0,
            await RulesAsync(ct))
        {
            IsSuspended = status.Halts.Any(halt => halt is { Kind: HaltKind.Halt, IsSuspension: true }),
            EquityLeavesOut = leftOut,
        };
    }

    /// <summary>Null while no host judges rules and none has in the last hour.</summary>
    private async Task<RulesState?> RulesAsync(CancellationToken ct)
    {
        var (hosts, now) = (await ruleHosts.ReadAsync(ct), clock.GetUtcNow());
        if (hosts.Count == 0) return null;
        // With two hosts one breaker may rest while the other host still reads prices: that is no outage.
        var judging = hosts.Where(host => host.IsRunning(now)).ToList();
        var age = now - hosts.Max(host => host.LastRoundAt);
        return new RulesState(age < TimeSpan.Zero ? TimeSpan.Zero : age, judging.Count > 0 && judging.TrueForAll(host => host.CircuitBreakerUntil > now) ? judging.Min(host => host.CircuitBreakerUntil) : null, judging.Count > 0 ? judging.Min(host => host.StaleRules) : 0);
    }

    /// <summary>As on Home, with how many positions it leaves out; null while the balance or the prices are not known.</summary>
    private async Task<(Usdc? Equity, int LeftOut)> EquityAsync(TenantRef tenant, WalletView wallet, CancellationToken ct)
    {
        var held = await positions.ListAsync(tenant, includeClosed: false, ct);
        try
        {
            var figures = HomeFigures.Of(wallet, await pricer.ValueAsync(held, ct).WaitAsync(Patience, clock, ct));
            return (figures.Equity, figures.LeftOut);
        }
        catch (TimeoutException)
        {
            return (null, 0);
        }
    }

    /// <summary>Since anything at all arrived from the venue; null before that.</summary>
    private TimeSpan? FeedAge() => feeds.Snapshot().Max(feed => feed.LastDataAt) is { } newest ? clock.GetUtcNow() - newest : null;
}
