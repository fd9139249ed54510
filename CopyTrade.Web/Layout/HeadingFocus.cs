using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CopyTrade.Web.Layout;

/// <summary>
/// Puts the focus on the heading of a page that was gone to. Unlike the framework's own, which asks only after a round trip,
/// it takes the focus from nobody who has gone on meanwhile (focus.js).
/// </summary>
public sealed class HeadingFocus : ComponentBase
{
    private Type? _last;

    [Inject]
    public required IJSRuntime Js { get; set; }

    [Parameter, EditorRequired]
    public required Type Page { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (Page == _last) return;
        _last = Page;
        try
        {
            await Js.InvokeVoidAsync("focusHeading");
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // The browser has gone, or lacks the script: the page is read from its top.
        }
    }
}
