using CopyTrade.E2E.Fixtures;
using Microsoft.Playwright;

namespace CopyTrade.E2E.Pages;

/// <summary>Rules on positions: the dialog, the list and one rule's page.</summary>
public sealed class TradeRulesPageObject(Visit visit)
{
    public ILocator Dialog => visit.Page.Locator(".rule-dialog");

    public ILocator Preview => Dialog.Locator(".rule-preview");

    public ILocator Rows => visit.Page.Locator(".grid-rules tr.rz-data-row");

    /// <summary>Opens the dialog on the first position in this market, or in any, once there is one.</summary>
    public async Task OpenDialogAsync(string market = "")
    {
        await visit.GoLiveAsync("/positions");
        await visit.Page.Locator(".grid-held tr", new() { HasText = market }).GetByRole(AriaRole.Button, new() { Name = "Protect" }).First.ClickAsync();
        await Preview.WaitForAsync();
    }

    /// <summary>Both legs, in cents, typed and sent by keyboard.</summary>
    public async Task MakeBracketAsync(string stop, string target)
    {
        await Dialog.GetByRole(AriaRole.Radio, new() { Name = "Both, as a bracket" }).CheckAsync();
        await Dialog.GetByLabel("Stop at, ¢").FillAsync(stop);
        await Dialog.GetByLabel("Target at, ¢").FillAsync(target);
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Make the bracket" }).WaitForAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    /// <summary>The address of a rule's page; makes a rule when there is none.</summary>
    public async Task<string> AnyAsync()
    {
        await visit.GoLiveAsync("/rules");
        if (await Rows.CountAsync() == 0)
        {
            await OpenDialogAsync();
            await MakeBracketAsync("1", "99");
            await visit.GoLiveAsync("/rules");
        }

        return (await Rows.First.GetByRole(AriaRole.Link, new() { Name = "Details" }).GetAttributeAsync("href"))!;
    }
}
