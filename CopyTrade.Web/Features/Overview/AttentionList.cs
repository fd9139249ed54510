using System.Globalization;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Accounts.Preflight;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Web.Features.Trading;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Overview;

/// <summary>What needs the trader, the worst first.</summary>
public static class AttentionList
{
    private static readonly TimeSpan ExpiresSoon = TimeSpan.FromDays(3);

    public static IReadOnlyList<Attention> Of(TradingStatus? status, WalletView? wallet, ActivityCounts? today, IReadOnlyList<FeedState> feeds, int targets, DateTimeOffset now, IReadOnlyList<PositionDrift>? drift = null, IReadOnlyList<RedemptionRow>? claims = null, PreflightRun? checks = null) =>
        [.. Stops(status, now), .. Orders(status, today), .. Claims(claims), .. Drifts(drift, now), .. Checks(checks), .. Wallet(wallet, targets, now), .. Feeds(feeds, now)];

    private static IEnumerable<Attention> Stops(TradingStatus? status, DateTimeOffset now)
    {
        foreach (var halt in status?.Halts ?? [])
        {
            var who = halt.IsPlatform ? "by an operator, for everybody" : halt.IsSuspension ? "by an operator, for your account; only an operator can release it" : "by you";
            var see = halt.IsPlatform || halt.IsSuspension ? "/halts" : halt.Kind == HaltKind.Halt ? "/release" : "/resume";
            var why = string.IsNullOrWhiteSpace(halt.Reason) ? "" : $" Reason: {halt.Reason}";
            yield return halt.Kind == HaltKind.Halt
                ? new("loss", "stop", "Trading is halted", $"Set {who}, {Format.Age(now - halt.SetAt)} ago. Only closing is allowed.{why}", "See", see)
                : new("warn", "pause", "Copying is paused", $"Set {who}, {Format.Age(now - halt.SetAt)} ago. Trades are seen, not copied; exits go on.{why}", "See", see);
        }
    }

    private static IEnumerable<Attention> Orders(TradingStatus? status, ActivityCounts? today)
    {
        if (status is { UnknownOrders: > 0 and var unknown })
        {
            yield return new("unknown", "question", $"{Of(unknown, "order")} without a clear answer", "The venue is asked by order hash. Nothing is sent again.", "Open", "/activity?show=attention");
        }

        if (today is { Failed: > 0 and var failed })
        {
            yield return new("loss", "cross", $"{Of(failed, "trade")} failed today", "Denied by a limit, refused by the venue, or void on chain.", "Open", "/activity?show=failed");
        }
    }

    private static IEnumerable<Attention> Claims(IReadOnlyList<RedemptionRow>? claims)
    {
        if (claims?.Where(row => row.State is RedeemState.FailedTransient or RedeemState.Abandoned).ToList() is not { Count: > 0 } failed) yield break;
        var owed = failed.Aggregate(Usdc.Zero, (sum, row) => sum + row.Expected);
        var isGivenUp = failed.Any(row => row.State == RedeemState.Abandoned);
        yield return new(isGivenUp ? "loss" : "warn", "cross", $"{Of(failed.Count, "claim")} failed", $"{Format.Usd(owed.Amount)} of markets that ended. {(isGivenUp ? "Ask for it again." : "It is tried again by itself.")}", "See", "/positions");
    }

    private static IEnumerable<Attention> Checks(PreflightRun? run)
    {
        if (run is { EndedAt: not null } && run.Findings.FirstOrDefault(finding => finding.State == CheckState.Failed) is { } found)
            yield return new("warn", "wallet", run.CountOf(CheckState.Failed) == 1 ? "A wallet check stands in the way" : $"{run.CountOf(CheckState.Failed)} wallet checks stand in the way", found.Text, "See", "/wallet#doctor");
    }

    private static IEnumerable<Attention> Drifts(IReadOnlyList<PositionDrift>? drift, DateTimeOffset now)
    {
        if (drift?.Where(row => row.DriftingSince is not null).ToList() is not { Count: > 0 } apart) yield break;
        var worst = apart.MaxBy(row => Math.Abs(row.Drift ?? 0m))!;
        yield return new("warn", "warn", $"{Of(apart.Count, "outcome")} apart from the wallet", $"Most: {Format.Shares(worst.Drift, withSign: true)} shares; {DriftWords.Says(worst, now)}.", "Compare", "/sync");
    }

    private static IEnumerable<Attention> Wallet(WalletView? wallet, int targets, DateTimeOffset now)
    {
        if (wallet is null) yield break;
        if (wallet.Connection is null)
        {
            if (targets > 0) yield return new("warn", "wallet", "No wallet connected", $"{Of(targets, "target")} followed, but nothing can be copied.", "Connect", "/wallet");
            yield break;
        }

        if (wallet.Connection.ApprovalsReadyAt is null)
        {
            yield return new("warn", "wallet", "The wallet is not ready to trade", wallet.Connection.ReadinessProblem ?? "Its readiness is being checked.", "See", "/wallet");
        }

        if (wallet is { Connection.CollateralBalance: { } free, Effective: { } caps } && free < caps.PerOrder)
        {
            yield return new("warn", "wallet", "Little money is free", $"{Format.Usd(free.Amount)}, and one order may cost {Format.Usd(caps.PerOrder.Amount)}. What is not covered is refused.", "See", "/wallet");
        }

        switch (wallet.Grant)
        {
            case null: yield return new("warn", "lock", "No spending grant", "Nothing may be spent until you set your caps.", "Set caps", "/wallet"); break;
            case { RevokedAt: not null }: yield return new("warn", "lock", "The spending grant is revoked", "Nothing is copied until you give a new one.", "Renew", "/wallet"); break;
            case { ExpiresAt: { } end } when end <= now: yield return new("warn", "lock", "The spending grant has expired", $"On {Day(end)}. Nothing is copied.", "Renew", "/wallet"); break;
            case { ExpiresAt: { } end } when end - now <= ExpiresSoon: yield return new("warn", "lock", "The spending grant expires soon", $"In {Format.Age(end - now)}, on {Day(end)}.", "Renew", "/wallet"); break;
        }
    }

    private static IEnumerable<Attention> Feeds(IReadOnlyList<FeedState> feeds, DateTimeOffset now) =>
        from feed in feeds
        where feed.State is FeedCondition.Stale or FeedCondition.Down
        let age = feed.LastDataAt is { } at ? $"newest data {Format.Age(now - at)} old" : "no data yet"
        select new Attention(feed.State == FeedCondition.Down ? "loss" : "warn", "warn", $"Feed {feed.Name.Replace('-', ' ')} is {(feed.State == FeedCondition.Down ? "down" : "stale")}", $"{Format.Capitalised(age)}. {feed.Detail}".TrimEnd(), "Activity", "/activity");

    private static string Of(int count, string what) => $"{Format.Count(count)} {what}{(count == 1 ? "" : "s")}";

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM HH:mm", CultureInfo.InvariantCulture) + " UTC";
}
