using System.Collections.Concurrent;
using CopyTrade.Web.Layout;
using Microsoft.Playwright;

namespace CopyTrade.E2E.Fixtures;

/// <summary>One browser context with one page, and what went wrong on it.</summary>
public sealed class Visit : IAsyncDisposable
{
    // What the server drew without a circuit is marked; a circuit replaces it with elements of its own, which answer clicks.
    private const string Mark = "document.addEventListener('DOMContentLoaded', () => document.querySelectorAll('body *').forEach(e => e.prerendered = true))";
    private const string Replaced = "() => { const shell = document.querySelector('.shell'); return shell && !shell.prerendered && !document.querySelector('.main .skeleton'); }";

    // A toast leaves by itself, maybe before anybody looks: what each said is kept.
    private const string Listen = """
        window.told = new Set();
        new MutationObserver(() => { for (const note of document.querySelectorAll('.rz-notification')) if (note.checkVisibility({ visibilityProperty: true })) window.told.add(note.textContent); })
          .observe(document, { childList: true, subtree: true, characterData: true });
        """;

    // Pause and Halt go out as plain posts once the circuit was silent for 1.5 s (ui.js). It is silent, too, while the machine stands still or is slow: here it may be.
    private const string Patient = "{ const later = window.setTimeout; window.setTimeout = (act, after, ...more) => later(act, after === 1500 ? 180000 : after, ...more); }";

    private readonly ConcurrentQueue<(string Text, long At)> _errors = new();

    private Visit(IPage page, string baseUrl)
    {
        Page = page;
        BaseUrl = baseUrl;
    }

    public IPage Page { get; }

    public string BaseUrl { get; }

    /// <summary>Console errors and uncaught exceptions of the page. A connection that was lost because the machine stood still is none of them.</summary>
    public IReadOnlyCollection<string> Errors => [.. _errors.Where(error => !(IsOfConnection(error.Text) && Standstills.Explain(error.At))).Select(error => error.Text)];

    public string Path => new Uri(Page.Url).AbsolutePath;

    public static async Task<Visit> StartAsync(IBrowserContext context, string baseUrl, bool script)
    {
        foreach (var own in script ? (string[])[Mark, Listen, Patient] : []) await context.AddInitScriptAsync(own);
        var visit = new Visit(await context.NewPageAsync(), baseUrl);
        visit.Page.Console += (_, message) =>
        {
            if (message.Type == "error") visit.Note(message.Text);
        };
        visit.Page.PageError += (_, error) => visit.Note(error);
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

    /// <summary>For pages that go on in their circuit with what the server had read for them. That is kept for some seconds only: what took longer, because the machine stood still, is opened again.</summary>
    /// <param name="open">Ends when the page is live.</param>
    public static async Task HandedOverAsync(Func<Task> open)
    {
        for (var tries = 1; ; tries++)
        {
            var asked = TimeProvider.System.GetTimestamp();
            await open();
            if (TimeProvider.System.GetElapsedTime(asked) < PageHandover.Patience || tries == 4) return;
        }
    }

    public Task LiveAsync() => Page.WaitForFunctionAsync(Replaced);

    /// <summary>Presses what a user sees under that name.</summary>
    public Task PressAsync(string name, bool exact = true) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = exact }).First.ClickAsync();

    /// <summary>Waits for a text to be seen.</summary>
    public Task SeesAsync(string text) => Page.GetByText(text).First.WaitForAsync();

    /// <summary>Waits until a toast has said it on this page, also one that has left.</summary>
    public Task ToldAsync(string text) => Page.WaitForFunctionAsync("text => [...window.told].some(said => said.includes(text))", text);

    public Task ArrivesAsync(string path) => Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == path, new() { WaitUntil = WaitUntilState.DOMContentLoaded });

    private static bool IsOfConnection(string error) =>
        error.Contains("WebSocket", StringComparison.Ordinal) || error.Contains("Connection disconnected", StringComparison.Ordinal) || error.Contains("Server timeout elapsed", StringComparison.Ordinal);

    private void Note(string error) => _errors.Enqueue(($"{Page.Url}: {error}", TimeProvider.System.GetTimestamp()));

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();
}
