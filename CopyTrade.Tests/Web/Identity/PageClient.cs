using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace CopyTrade.Tests.Web.Identity;

/// <summary>A browser without script: keeps cookies, follows redirects, fills forms in.</summary>
internal sealed class PageClient(HttpMessageHandler server) : IDisposable
{
    private static readonly Uri Site = new("http://localhost/");
    private readonly HttpClient _http = new(server) { BaseAddress = Site };

    public CookieContainer Cookies { get; } = new();

    public HttpStatusCode Status { get; private set; }

    public HttpResponseMessage Response { get; private set; } = new();

    public string Path { get; private set; } = "";

    public IHtmlDocument Page { get; private set; } = new HtmlParser().ParseDocument("");

    public string Text(string selector) => string.Join(" ", Page.QuerySelectorAll(selector).Select(e => e.TextContent.Trim()));

    public Task<PageClient> OpenAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    /// <summary>Posts the form that holds the field of the first name, with what the page put into it.</summary>
    public Task<PageClient> SubmitAsync(params (string Name, string Value)[] fields)
    {
        var form = Page.QuerySelector($"[name='{fields[0].Name}']")?.Closest("form") ?? throw new InvalidOperationException($"No form with {fields[0].Name} on {Path}: {Page.Body!.TextContent}");
        return PostAsync(form, fields);
    }

    public Task<PageClient> PostFormAsync(string selector, params (string Name, string Value)[] fields) =>
        PostAsync(Page.QuerySelector(selector) ?? throw new InvalidOperationException($"No {selector} on {Path}."), fields);

    /// <summary>Posts to an address what stands in no form, with the token of the page's passkey button when asked.</summary>
    public async Task<HttpStatusCode> PostToAsync(string path, bool withToken, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) };
        if (Cookies.Count > 0) request.Headers.Add("Cookie", Cookies.GetCookieHeader(Site));
        if (withToken) request.Headers.Add("RequestVerificationToken", Page.QuerySelector("passkey-button")!.GetAttribute("token")!);
        using var answer = await _http.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>What a script of the page posts, or of another site.</summary>
    public async Task<HttpStatusCode> TellAsync(string path, string origin = "http://localhost")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Add("Origin", origin);
        if (Cookies.Count > 0) request.Headers.Add("Cookie", Cookies.GetCookieHeader(Site));
        using var answer = await _http.SendAsync(request);
        return answer.StatusCode;
    }

    public void Dispose() => _http.Dispose();

    private Task<PageClient> PostAsync(IElement form, (string Name, string Value)[] fields)
    {
        var values = form.QuerySelectorAll("input[type=hidden]").ToDictionary(e => e.GetAttribute("name")!, e => e.GetAttribute("value") ?? "");
        foreach (var (name, value) in fields) values[name] = value;
        var action = form.GetAttribute("action");
        return SendAsync(HttpMethod.Post, string.IsNullOrEmpty(action) ? Path : action, new FormUrlEncodedContent(values));
    }

    private async Task<PageClient> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (Cookies.Count > 0) request.Headers.Add("Cookie", Cookies.GetCookieHeader(Site));
        Response = await _http.SendAsync(request);
        foreach (var cookie in Response.Headers.TryGetValues("Set-Cookie", out var set) ? set : []) Cookies.SetCookies(Site, cookie);
        (Status, Path) = (Response.StatusCode, path);
        if (Response.Headers.Location is { } next) return await SendAsync(HttpMethod.Get, new Uri(Site, next).PathAndQuery, null);
        Page = new HtmlParser().ParseDocument(await Response.Content.ReadAsStringAsync());
        return this;
    }
}
