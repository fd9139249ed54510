using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CopyTrade.E2E.Fixtures;

/// <summary>A connection between a page and its circuit that takes its time each way, as one over the air does.</summary>
public sealed class SlowLink
{
    private readonly TaskCompletionSource _headingAnswered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _asked;
    private int _answered;
    private int _headingAsked = int.MaxValue;

    /// <summary>For pages opened from now on.</summary>
    public static async Task<SlowLink> BetweenAsync(IPage page, TimeSpan oneWay)
    {
        var link = new SlowLink();
        await page.RouteWebSocketAsync(url => url.Contains("/_blazor", StringComparison.Ordinal), browser =>
        {
            var server = browser.ConnectToServer();
            var up = Task.CompletedTask;
            var down = Task.CompletedTask;
            browser.OnMessage(frame => up = LateAsync(up, oneWay, () => link.Answer(server, frame)));
            server.OnMessage(frame => down = LateAsync(down, oneWay, () => link.Ask(browser, frame)));
        });
        return link;
    }

    /// <summary>Until the browser has done what the circuit asks of it once a page is live: put the focus on the heading.</summary>
    public Task HeadingWasAskedForAsync() => _headingAnswered.Task.WaitAsync(ChromiumFixture.Patience);

    private static async Task LateAsync(Task before, TimeSpan by, Action send)
    {
        var wait = Task.Delay(by, TimeProvider.System, CancellationToken.None);
        await before;
        await wait;
        send();
    }

    private static string Text(IWebSocketFrame frame) => frame.Text ?? Encoding.UTF8.GetString(frame.Binary!);

    private static void Send(IWebSocketRoute to, IWebSocketFrame frame)
    {
        if (frame.Binary is { } bytes) to.Send(bytes);
        else to.Send(frame.Text!);
    }

    // A browser answers what it is asked in turn.
    private void Ask(IWebSocketRoute browser, IWebSocketFrame frame)
    {
        var text = Text(frame);
        var asked = Interlocked.Add(ref _asked, Regex.Count(text, "JS.BeginInvokeJS"));
        if (Regex.IsMatch(text, "focus(Heading|BySelector)")) Volatile.Write(ref _headingAsked, asked);
        Send(browser, frame);
    }

    private void Answer(IWebSocketRoute server, IWebSocketFrame frame)
    {
        if (Interlocked.Add(ref _answered, Regex.Count(Text(frame), "EndInvokeJSFromDotNet")) >= Volatile.Read(ref _headingAsked)) _headingAnswered.TrySetResult();
        Send(server, frame);
    }
}
