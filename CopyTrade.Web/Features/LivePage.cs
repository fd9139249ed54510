using Microsoft.AspNetCore.Components;

namespace CopyTrade.Web.Features;

/// <summary>A page over a <see cref="PageModel"/>: reads while prerendering, follows once there is a circuit, stops when left.</summary>
public abstract class LivePage<TModel> : ComponentBase, IDisposable
    where TModel : PageModel
{
    [Inject]
    protected TModel Model { get; set; } = default!;

    protected override Task OnInitializedAsync() => Model.LoadAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender) Model.Follow(() => InvokeAsync(StateHasChanged));
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Model.Stop();
}
