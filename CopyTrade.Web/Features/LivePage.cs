using CopyTrade.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace CopyTrade.Web.Features;

/// <summary>A page over a <see cref="PageModel"/>: reads while prerendering, goes on with that once there is a circuit, stops when left.</summary>
public abstract class LivePage<TModel> : ComponentBase, IDisposable
    where TModel : PageModel
{
    private PersistingComponentStateSubscription? _keeping;
    private bool _isKept;

    [Inject]
    protected TModel Model { get; set; } = default!;

    [Inject]
    private IServiceProvider Services { get; set; } = default!;

    private string Place => $"{typeof(TModel).Name} {Services.GetRequiredService<NavigationManager>().Uri}";

    protected override async Task OnInitializedAsync()
    {
        if (!await ContinueAsync()) await Model.LoadAsync();
    }

    /// <summary>True when the prerendered page's own model goes on: then it has been read and nothing flickers.</summary>
    protected async Task<bool> ContinueAsync()
    {
        if (Services.GetService<PersistentComponentState>() is not { } state || Services.GetService<PageHandover>() is not { } kept) return false;
        if (!RendererInfo.IsInteractive)
        {
            _keeping = state.RegisterOnPersisting(KeepAsync);
            return false;
        }

        if (!state.TryTakeFromJson<string>(Place, out var key) || kept.Take<TModel>(key) is not { } model || !await model.ContinueAsync(Services.GetRequiredService<CurrentTenant>())) return false;
        Model.Stop();
        Model = model;
        return true;
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender) return;
        var pace = Services.GetRequiredService<DrawingPace>();
        Model.Follow(() => pace.DrawAsync(() => InvokeAsync(StateHasChanged), CancellationToken.None));
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _keeping?.Dispose();
        if (!_isKept) Model.Stop();
    }

    private Task KeepAsync()
    {
        if (Model.ReadAt is null || Services.GetRequiredService<PageHandover>().Keep(Model) is not { } key) return Task.CompletedTask;
        Services.GetRequiredService<PersistentComponentState>().PersistAsJson(Place, key);
        _isKept = true;
        return Task.CompletedTask;
    }
}
