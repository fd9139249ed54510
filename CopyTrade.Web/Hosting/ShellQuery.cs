using System.Security.Claims;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Web.Layout;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Hosting;

/// <summary>The status of the frame, put together from what the capabilities publish.</summary>
internal sealed class ShellQuery(HostFacts facts, ITargetsQuery targets, ITradingStatusQuery trading, IFeedMonitor feeds, IJobsBoard jobs, TimeProvider clock) : IShellQuery
{
    public async Task<ShellStatus> GetAsync(ClaimsPrincipal user, CancellationToken ct)
    {
        if (!user.TryGetTenant(out var tenant)) throw new UnauthorizedAccessException("Sign in again: this session names no account.");
        var cards = await targets.ListAsync(tenant, ct);
        var status = await trading.ReadAsync(tenant, ct);
        var isOperator = user.IsInRole(nameof(Role.Operator)) || user.IsInRole(nameof(Role.Administrator));
        var platform = status.Halts.FirstOrDefault(halt => halt.IsPlatform);
        return new ShellStatus(
            Enum.Parse<TradingMode>(facts.Mode.ToString()),
            user.Identity?.Name ?? "",
            FeedAge(),
            cards.Count,
            cards.Count,
            status.UnsettledFills,
            Equity: null,
            Today: null,
            status.Halts.Any(halt => halt is { Kind: HaltKind.Pause, IsPlatform: false }),
            status.Halts.Any(halt => halt is { Kind: HaltKind.Halt, IsPlatform: false }),
            platform is null ? null : platform.Reason ?? "An operator stopped all trading.",
            user.Identity?.Name ?? "",
            isOperator,
            status.OpenPositions,
            isOperator ? (await jobs.ListAsync(ct)).Count(job => job.Last?.Outcome == JobOutcome.Failed) : 0);
    }

    /// <summary>Since anything at all arrived from the venue; null before that.</summary>
    private TimeSpan? FeedAge() => feeds.Snapshot().Max(feed => feed.LastDataAt) is { } newest ? clock.GetUtcNow() - newest : null;
}
