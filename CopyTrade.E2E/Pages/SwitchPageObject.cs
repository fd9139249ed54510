using CopyTrade.E2E.Fixtures;
using Microsoft.Playwright;

namespace CopyTrade.E2E.Pages;

/// <summary>Pause, resume, halt and release in the top bar, and the dialog that asks.</summary>
public sealed class SwitchPageObject(Visit visit)
{
    public ILocator Dialog => visit.Page.Locator(".danger[data-confirm]");

    public ILocator Button(string name) => visit.Page.Locator(".top-acts").GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public async Task AskAsync(string name)
    {
        await Button(name).ClickAsync();
        await Dialog.WaitForAsync();
    }

    public Task ConfirmAsync(string act) => Dialog.GetByRole(AriaRole.Button, new() { Name = act }).ClickAsync();
}
