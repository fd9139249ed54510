using Microsoft.AspNetCore.Components;

namespace CopyTrade.Web.Layout;

/// <summary>A piece of the frame that draws itself again when the status changed.</summary>
public abstract class ShellPart : ComponentBase, IDisposable
{
    [Inject]
    protected ShellModel Shell { get; set; } = default!;

    protected ShellStatus? Status => Shell.Status;

    protected override void OnInitialized() => Shell.Changed += Redraw;

    public void Dispose()
    {
        Shell.Changed -= Redraw;
        GC.SuppressFinalize(this);
    }

    private void Redraw() => _ = InvokeAsync(StateHasChanged);
}
