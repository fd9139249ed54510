using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace CopyTrade.Web.Layout;

/// <summary>Draws all live parts of the frame together: a browser gets one message for a new status instead of one for each part.</summary>
public sealed class ShellPulse : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private bool _isAsked;
    private bool _isDue;

    [Inject]
    private ShellModel Shell { get; set; } = default!;

    [Inject]
    private DrawingPace Pace { get; set; } = default!;

    public void Dispose()
    {
        Shell.Pulse = null;
        _stop.Cancel();
        _stop.Dispose();
    }

    // Only a circuit draws again.
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender) Shell.Pulse = () => _ = BeatAsync();
    }

    // What asks to be drawn while something else is being drawn goes to the browser with it.
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (!_isDue) return;
        _isDue = false;
        Shell.Draw();
    }

    private async Task BeatAsync()
    {
        if (_isAsked) return;
        _isAsked = true;
        try
        {
            await Pace.DrawAsync(() => InvokeAsync(Due), _stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The circuit has ended.
        }
        finally
        {
            _isAsked = false;
        }
    }

    private void Due()
    {
        _isAsked = false;
        _isDue = true;
        StateHasChanged();
    }
}
