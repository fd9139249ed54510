using CopyTrade.E2E.Fixtures;
using Microsoft.Playwright;

namespace CopyTrade.E2E.Pages;

public sealed class JobsPageObject(Visit visit)
{
    public Task OpenAsync() => visit.GoLiveAsync("/jobs");

    public Task PressAsync(string act, string job) => visit.PressAsync($"{act} {job}");

    public ILocator Row(string job) => visit.Page.Locator(".grid-jobs tr", new() { HasText = job });

    public Task ShowsAsync(string job, string result) => Row(job).Locator(".g-res", new() { HasText = result }).WaitForAsync();
}
