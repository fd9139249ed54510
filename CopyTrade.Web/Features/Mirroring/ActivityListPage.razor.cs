using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Trading;
using CopyTrade.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CopyTrade.Web.Features.Mirroring;

/// <summary>Filters live in the address; the keys and the scroll position come from a small script beside the page.</summary>
public sealed partial class ActivityListPage : IAsyncDisposable
{
    private static readonly IReadOnlyList<Reason> Reasons = [.. Enum.GetValues<Domain.Mirroring.SkipReason>().Select(EnumCode.Of).Concat(Enum.GetValues<OrderFailure>().Select(EnumCode.Of)).Select(code => new Reason(code, ReasonWords.Of(code)))];
    private ElementReference _top;
    private IJSObjectReference? _script;
    private DotNetObjectReference<ActivityListPage>? _self;
    private bool _isLeft;

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required IJSRuntime Js { get; set; }

    [SupplyParameterFromQuery(Name = "show")]
    public string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    public string? State { get; set; }

    [SupplyParameterFromQuery(Name = "target")]
    public string? Target { get; set; }

    [SupplyParameterFromQuery(Name = "reason")]
    public string? ReasonCode { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    private sealed record Reason(string Code, string Words);

    private sealed record Choice(Guid? Id, string Name);

    private bool IsFiltered => Model.Filter is not { Show: ActivityGroup.All, Target: null, ReasonCode: null, Search: null };

    private IEnumerable<Choice> TargetChoices => (Model.Targets.Value ?? []).Select(t => new Choice(t.Target.Id.Value, TargetNames.Of(t)));

    private IEnumerable<(ActivityGroup Group, string Text)> Groups
    {
        get
        {
            var c = Model.Ever.Value;
            yield return (ActivityGroup.All, Text("All", c?.Seen));
            yield return (ActivityGroup.Copied, Text("Copied", c?.Copied));
            yield return (ActivityGroup.Skipped, Text("Skipped", c?.Skipped));
            yield return (ActivityGroup.Failed, Text("Failed", c?.Failed));
            yield return (ActivityGroup.InFlight, Text("In flight", c?.InFlight));
        }
    }

    [JSInvokable]
    public void Scrolled(bool atTop) => Model.AtTop = atTop;

    // The first read happens with the filter of the address, in OnParametersSet.
    protected override Task OnInitializedAsync() => ContinueAsync();

    protected override Task OnParametersSetAsync() => Model.SelectAsync(ActivityAddress.Read(Show ?? State, Target, ReasonCode, Search));

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        try
        {
            _self = DotNetObjectReference.Create(this);
            _script = await Js.InvokeAsync<IJSObjectReference>("import", "./Features/Mirroring/ActivityListPage.razor.js");
            if (_isLeft) await _script.DisposeAsync();
            else await _script.InvokeVoidAsync("attach", _self, _top);
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // Without the script the list works by mouse; nothing else depends on it.
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isLeft = true;
        Dispose();
        try
        {
            if (_script is not null)
            {
                await _script.InvokeVoidAsync("detach");
                await _script.DisposeAsync();
            }
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // The browser has gone, and the listeners with it.
        }

        _self?.Dispose();
    }

    private static string Text(string name, int? count) => count is null ? name : $"{name} {Format.Count(count)}";

    private void Go(ActivityFilter filter) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(ActivityAddress.Write(filter)), replace: true);

    private Task LoadOlderAsync()
    {
        Model.AtTop = false;
        return Model.LoadOlderAsync();
    }

    private async Task ShowWaitingAsync()
    {
        Model.ShowWaiting();
        try
        {
            if (_script is not null) await _script.InvokeVoidAsync("toTop");
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // They are shown; only the scrolling is missing.
        }
    }
}
