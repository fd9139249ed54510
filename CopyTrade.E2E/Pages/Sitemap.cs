using CopyTrade.E2E.Fixtures;

namespace CopyTrade.E2E.Pages;

/// <summary>Every page, with real rows on those that list something.</summary>
public static class Sitemap
{
    public static readonly string[] SignedOut = ["/sign-in", "/register"];

    private static readonly string[] Static = ["/account", "/account/two-factor", "/skill", "/pause", "/halt", "/release?ask=again", "/not-allowed", "/error", "/no-such-page"];

    /// <summary>Addresses for the administrator, and whether each has a circuit.</summary>
    public static async Task<IReadOnlyList<(string Path, bool IsLive)>> ReadAsync(Visit administrator)
    {
        var activity = new ActivityPageObject(administrator);
        await activity.OpenAsync();
        await activity.OpenStoryAsync(activity.Confirmed);
        var story = await administrator.Page.Locator(".packet a", new() { HasText = "Own page" }).GetAttributeAsync("href");
        var rules = await administrator.Page.Locator(".packet a", new() { HasText = "Rules" }).GetAttributeAsync("href");
        var guarded = await new TradeRulesPageObject(administrator).AnyAsync();
        var leader = await new LeadersPageObject(administrator).AnyAsync();
        string[] live = ["/", "/targets", "/leaders", "/leaders?sort=edge&days=90", "/leaders?q=nothing-like-this", "/leaders?verdict=trap&order=reverse", "/leaders?category=sports&compare=" + Wallet(leader), leader, "/leaders/compare?wallets=" + Wallet(leader) + ",0x00000000000000000000000000000000000000a1", "/targets?follow=", "/activity", "/activity?q=nothing-like-this", "/activity?show=skipped", "/positions", "/positions?tab=closed", "/positions?tab=claimable", "/positions?tab=settling", "/performance", "/performance?by=price_band", "/performance?statement=fills", "/performance?statement=week&days=90", "/orders", "/orders?show=failed", "/orders?side=sell", "/halts", "/halts?ask=set&scope=tenant&kind=halt", "/sync", "/targets/defaults", "/rules", "/rules?status=failed", guarded, "/wallet", "/search?q=wallet", "/search?q=nothing-like-this", "/notifications", "/settings/notifications", "/signals", "/alerts", "/alerts/jobs", "/alerts/executions", "/alerts/sources", "/paper", "/gap?span=today", "/gap?span=today&bar=skipped", "/skips", "/skips?span=day", "/day", "/day?day=2026-01-01", $"{rules}/day", "/jobs", "/jobs/mirror.tick", "/settings", story!, rules!];
        return [.. live.Select(path => (path, true)), .. Static.Select(path => (path, false))];
    }

    /// <summary>Opens a page and waits until it is as it stays: one that does not say when its circuit took over is quiet by then.</summary>
    public static async Task OpenAsync(Visit visit, string path, bool isLive)
    {
        if (isLive)
        {
            await visit.GoLiveAsync(path);
            return;
        }

        await visit.GoAsync(path);
        await visit.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);
    }

    private static string Wallet(string leader) => leader[(leader.LastIndexOf('/') + 1)..];
}
