using CopyTrade.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace CopyTrade.Web.Features;

/// <summary>A page over a <see cref="PageModel"/>: reads while prerendering, goes on with that once there is a circuit, stops when left.</summary>
public abstract class LivePage<TModel> : ComponentBase, IDisposable
    where TModel : PageModel
{
    private PersistingComponentStateSubscription? _keeping;
    private List<object?>? _named;
    private TModel? _followed;
    private bool _isAnew;
    private bool _isKept;

    [Inject]
    protected TModel Model { get; set; } = default!;

    [Inject]
    private IServiceProvider Services { get; set; } = default!;

    private string Place => $"{typeof(TModel).Name} {Services.GetRequiredService<NavigationManager>().Uri}";

    /// <summary>
    /// Blazor shows every address of one kind with the same page. Another id in the address is another page all the same: it
    /// begins anew with a model of its own, so that nothing it shows, asks or does is still about the one before.
    /// </summary>
    public override Task SetParametersAsync(ParameterView parameters)
    {
        var named = Named(parameters);
        var isAnother = _named is not null && !named.SequenceEqual(_named);
        _named = named;
        if (!isAnother) return base.SetParametersAsync(parameters);
        parameters.SetParameterProperties(this);
        return BeginAnewAsync();
    }

    protected override async Task OnInitializedAsync()
    {
        if (!await ContinueAsync()) await Model.LoadAsync();
    }

    /// <summary>True when the prerendered page's own model goes on: then it has been read and nothing flickers.</summary>
    protected async Task<bool> ContinueAsync()
    {
        if (_isAnew)
        {
            StateHasChanged();
            await Task.Yield(); // Drawn once without a value: what was typed beside the one before goes with it.
            return false;
        }

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
        if (Model == _followed) return;
        _followed = Model;
        var pace = Services.GetRequiredService<DrawingPace>();
        Model.Follow(() => pace.DrawAsync(() => InvokeAsync(StateHasChanged), CancellationToken.None), Services.GetRequiredService<ReadingPace>());
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

    // Filters come from the query and are chosen on the page; what stands in the path is what the page is about.
    private List<object?> Named(ParameterView parameters)
    {
        var routes = GetType().GetCustomAttributes(typeof(RouteAttribute), inherit: true).Cast<RouteAttribute>().Select(route => route.Template).ToList();
        var named = new List<object?>();
        foreach (var given in parameters)
        {
            if (routes.Exists(route => route.Contains($"{{{given.Name}}}", StringComparison.OrdinalIgnoreCase) || route.Contains($"{{{given.Name}:", StringComparison.OrdinalIgnoreCase))) named.Add(given.Value);
        }

        return named;
    }

    private async Task BeginAnewAsync()
    {
        Model.Stop();
        var model = Model = Services.GetRequiredService<TModel>();
        _isAnew = true;
        await OnInitializedAsync();
        if (Model == model) await base.SetParametersAsync(ParameterView.Empty);
    }

    private Task KeepAsync()
    {
        if (Model.ReadAt is null || Services.GetRequiredService<PageHandover>().Keep(Model) is not { } key) return Task.CompletedTask;
        Services.GetRequiredService<PersistentComponentState>().PersistAsJson(Place, key);
        _isKept = true;
        return Task.CompletedTask;
    }
}
