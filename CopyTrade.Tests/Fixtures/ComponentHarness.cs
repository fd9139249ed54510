// The framework pins these types per release; this file is the one place that follows them.
#pragma warning disable BL0006
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;

namespace CopyTrade.Tests.Fixtures;

/// <summary>
/// Renders components in memory with the framework's own renderer, interactively: OnAfterRender runs, events reach
/// their handlers, and the current markup can be asked for at any time. Script calls are recorded and answered with
/// default values unless a test gives an answer.
/// </summary>
public sealed class ComponentHarness : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly TestRenderer _renderer;

    public ComponentHarness(Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IJSRuntime>(Js);
        services.AddSingleton<NavigationManager>(Navigation);
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
        _renderer = new TestRenderer(_services);
    }

    public FakeJs Js { get; } = new();

    public FakeNavigation Navigation { get; } = new();

    public int Renders => _renderer.Renders;

    public string Html => _renderer.Html();

    public IHtmlDocument Document => new HtmlParser().ParseDocument(Html);

    public T Service<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<T> RenderAsync<T>(Action<Dictionary<string, object?>>? parameters = null)
        where T : IComponent
    {
        var values = new Dictionary<string, object?>();
        parameters?.Invoke(values);
        var component = await _renderer.MountAsync<T>(ParameterView.FromDictionary(values));
        _renderer.ThrowIfFailed();
        return component;
    }

    /// <summary>What the router does when the address changes to another of the same page.</summary>
    public async Task GiveAsync(Action<Dictionary<string, object?>> parameters)
    {
        var values = new Dictionary<string, object?>();
        parameters(values);
        await _renderer.GiveAsync(ParameterView.FromDictionary(values));
        _renderer.ThrowIfFailed();
    }

    /// <summary>Dispatches an event to the first element the selector finds, or to the nearest one around it that handles it.</summary>
    public async Task TriggerAsync(string selector, string @event, EventArgs? args = null)
    {
        // Found and told in one turn: a drawing between the two would give the element another handler.
        await _renderer.DispatchAsync(() => Handler(selector, @event), args ?? new EventArgs());
        _renderer.ThrowIfFailed();
    }

    public Task ClickAsync(string selector) => TriggerAsync(selector, "onclick", new MouseEventArgs());

    public Task ChangeAsync(string selector, object? value) => TriggerAsync(selector, "onchange", new ChangeEventArgs { Value = value });

    public async Task WaitForAsync(Func<IHtmlDocument, bool> condition, TimeSpan? timeout = null)
    {
        using var limit = new CancellationTokenSource(timeout ?? Wait.Limit);
        while (!condition(Document))
        {
            _renderer.ThrowIfFailed();
            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException(Html);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _renderer.Dispatcher.InvokeAsync(_renderer.Dispose);
        await _services.DisposeAsync();
    }

    private ulong Handler(string selector, string @event)
    {
        var element = Document.QuerySelector(selector) ?? throw new InvalidOperationException($"Nothing matches {selector} in {Html}");
        for (IElement? e = element; e is not null; e = e.ParentElement)
        {
            if (e.GetAttribute(TestRenderer.Mark + @event) is { } id) return ulong.Parse(id, CultureInfo.InvariantCulture);
        }

        throw new InvalidOperationException($"{selector} does not handle {@event}.");
    }

    public sealed class FakeJs : IJSRuntime
    {
        public List<(string Identifier, object?[]? Args)> Calls { get; } = [];

        public Dictionary<string, object?> Answers { get; } = [];

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, default, args);

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            lock (Calls)
            {
                Calls.Add((identifier, args));
            }

            object? answer = Answers.TryGetValue(identifier, out var v) ? v
                : typeof(TValue) == typeof(IJSObjectReference) ? new Module(this) // an imported module or a script object
                : default(TValue) ?? (typeof(TValue).GetConstructor(Type.EmptyTypes)?.Invoke(null)); // a size, a rectangle: zeros, not null
            return ValueTask.FromResult((TValue)answer!);
        }

        private sealed class Module(FakeJs js) : IJSObjectReference
        {
            public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => js.InvokeAsync<TValue>(identifier, args);

            public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => js.InvokeAsync<TValue>(identifier, cancellationToken, args);

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }

    public sealed class FakeNavigation : NavigationManager
    {
        public FakeNavigation() => Initialize("http://localhost/", "http://localhost/");

        protected override void NavigateToCore(string uri, NavigationOptions options)
        {
            Uri = ToAbsoluteUri(uri).ToString();
            NotifyLocationChanged(isInterceptedLink: false);
        }
    }

    private sealed class TestRenderer(IServiceProvider services) : Renderer(services, NullLoggerFactory.Instance)
    {
        public const string Mark = "handles-";

        // Keeps a sign at its amount; a reader sees nothing of it.
        private const string Joiner = "\u2060";

        private static readonly HashSet<string> Void = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

        private readonly List<int> _roots = [];
        private Exception? _failure;

        public int Renders { get; private set; }

        public override Dispatcher Dispatcher { get; } = Dispatcher.CreateDefault();

        public Task<T> MountAsync<T>(ParameterView parameters)
            where T : IComponent => Dispatcher.InvokeAsync(async () =>
            {
                var component = (T)InstantiateComponent(typeof(T));
                var id = AssignRootComponentId(component);
                _roots.Add(id);
                await RenderRootComponentAsync(id, parameters);
                return component;
            });

        public Task GiveAsync(ParameterView parameters) => Dispatcher.InvokeAsync(() => RenderRootComponentAsync(_roots[^1], parameters));

        public Task DispatchAsync(Func<ulong> handler, EventArgs args) => Dispatcher.InvokeAsync(() => DispatchEventAsync(handler(), null, args, waitForQuiescence: true));

        public string Html() => Dispatcher.InvokeAsync(() =>
        {
            var sb = new StringBuilder();
            foreach (var id in _roots)
            {
                Write(sb, id);
            }

            return sb.ToString();
        }).GetAwaiter().GetResult();

        public void ThrowIfFailed()
        {
            if (Interlocked.Exchange(ref _failure, null) is { } e)
            {
                throw new InvalidOperationException("A component failed: " + e.Message, e);
            }
        }

        protected override void HandleException(Exception exception) => _failure = exception;

        protected override Task UpdateDisplayAsync(in RenderBatch renderBatch)
        {
            Renders++;
            return Task.CompletedTask;
        }

        protected override IComponent ResolveComponentForRenderMode(Type componentType, int? parentComponentId, IComponentActivator componentActivator, IComponentRenderMode renderMode) =>
            componentActivator.CreateInstance(componentType);

        private void Write(StringBuilder sb, int component)
        {
            var frames = GetCurrentRenderTreeFrames(component);
            Write(sb, frames.Array, 0, frames.Count);
        }

        private void Write(StringBuilder sb, RenderTreeFrame[] frames, int from, int to)
        {
            for (var i = from; i < to;)
            {
                ref var f = ref frames[i];
                switch (f.FrameType)
                {
                    case RenderTreeFrameType.Element:
                        var end = i + f.ElementSubtreeLength;
                        sb.Append('<').Append(f.ElementName);
                        var a = i + 1;
                        for (; a < end && frames[a].FrameType == RenderTreeFrameType.Attribute; a++)
                        {
                            Attribute(sb, frames[a]);
                        }

                        sb.Append('>');
                        if (!Void.Contains(f.ElementName))
                        {
                            Write(sb, frames, a, end);
                            sb.Append("</").Append(f.ElementName).Append('>');
                        }

                        i = end;
                        break;
                    case RenderTreeFrameType.Component:
                        Write(sb, f.ComponentId);
                        i += f.ComponentSubtreeLength;
                        break;
                    case RenderTreeFrameType.Text:
                        sb.Append(HtmlEncoder.Default.Encode(f.TextContent.Replace(Joiner, "", StringComparison.Ordinal)));
                        i++;
                        break;
                    case RenderTreeFrameType.Markup:
                        sb.Append(f.MarkupContent);
                        i++;
                        break;
                    default: // a region's children follow it; reference captures show nothing
                        i++;
                        break;
                }
            }
        }

        private static void Attribute(StringBuilder sb, in RenderTreeFrame f)
        {
            if (f.AttributeEventHandlerId > 0)
            {
                sb.Append(' ').Append(Mark).Append(f.AttributeName).Append("=\"").Append(f.AttributeEventHandlerId).Append('"');
            }
            else if (f.AttributeValue is true)
            {
                sb.Append(' ').Append(f.AttributeName);
            }
            else if (f.AttributeValue is not (null or false))
            {
                sb.Append(' ').Append(f.AttributeName).Append("=\"").Append(HtmlEncoder.Default.Encode(Convert.ToString(f.AttributeValue, CultureInfo.InvariantCulture) ?? "")).Append('"');
            }
        }
    }
}
