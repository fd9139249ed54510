using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace CopyTrade.E2E.Fixtures;

/// <summary>One browser context with one page, and what went wrong on it.</summary>
public sealed class Visit : IAsyncDisposable
{
    // What the server drew without a circuit is marked; a circuit replaces it with elements of its own, which answer clicks.
    private const string Mark = "document.addEventListener('DOMContentLoaded', () => document.querySelectorAll('body *').forEach(e => e.prerendered = true))";
    private const string Replaced = "() => { const shell = document.querySelector('.shell'); return shell && !shell.prerendered && !document.querySelector('.main .skeleton'); }";
    private readonly ConcurrentQueue<string> _errors = new();

    private Visit(IPage page, string baseUrl)
    {
        Page = page;
        BaseUrl = baseUrl;
    }

    public IPage Page { get; }

    public string BaseUrl { get; }

    /// <summary>Console errors and uncaught exceptions of the page.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    public string Path => new Uri(Page.Url).AbsolutePath;

    public static async Task<Visit> StartAsync(IBrowserContext context, string baseUrl, bool script)
    {
        if (script) await context.AddInitScriptAsync(Mark);
        var visit = new Visit(await context.NewPageAsync(), baseUrl);
        visit.Page.Console += (_, message) =>
        {
            if (message.Type == "error") visit._errors.Enqueue($"{visit.Page.Url}: {message.Text}");
        };
        visit.Page.PageError += (_, error) => visit._errors.Enqueue($"{visit.Page.Url}: {error}");
        return visit;
    }

    /// <summary>Opens a page that needs no circuit.</summary>
    public Task GoAsync(string path) => Page.GotoAsync(BaseUrl + path, new() { WaitUntil = WaitUntilState.DOMContentLoaded });

    /// <summary>Opens a page and waits until it answers clicks.</summary>
    public async Task GoLiveAsync(string path)
    {
        await GoAsync(path);
        await LiveAsync();
    }

    public Task LiveAsync() => Page.WaitForFunctionAsync(Replaced);

    /// <summary>Presses what a user sees under that name.</summary>
    public Task PressAsync(string name, bool exact = true) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = exact }).First.ClickAsync();

    /// <summary>Waits for a text to be seen.</summary>
    public Task SeesAsync(string text) => Page.GetByText(text).First.WaitForAsync();

    public Task ArrivesAsync(string path) => Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == path, new() { WaitUntil = WaitUntilState.DOMContentLoaded });

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();
}
