using System.Net;
using System.Text.RegularExpressions;

namespace CopyTrade.Benchmarks.Hosting;

/// <summary>Somebody who has signed in as a browser does: cookies and pages.</summary>
internal sealed partial class SignedIn : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 64 }) { Timeout = TimeSpan.FromSeconds(60) };
    private readonly CookieContainer _cookies = new();

    private SignedIn(Uri site) => Site = site;

    public Uri Site { get; }

    public string Cookies => _cookies.GetCookieHeader(Site);

    public static async Task<SignedIn> EnterAsync(Uri site, string email, string password)
    {
        var person = new SignedIn(site);
        var page = await person.GetAsync("/sign-in");
        var form = page[page.IndexOf("<form", StringComparison.Ordinal)..page.IndexOf("</form>", StringComparison.Ordinal)];
        var fields = Hidden().Matches(form).Select(input => (Name: Name().Match(input.Value).Groups[1].Value, Value: WebUtility.HtmlDecode(Value().Match(input.Value).Groups[1].Value))).ToDictionary(field => field.Name, field => field.Value);
        (fields["Input.Email"], fields["Input.Password"]) = (email, password);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(site, "/sign-in")) { Content = new FormUrlEncodedContent(fields) };
        using var answer = await person.SendAsync(request);
        return answer.StatusCode == HttpStatusCode.Found ? person : throw new InvalidOperationException($"Signing in was answered with {(int)answer.StatusCode}.");
    }

    public async Task<string> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Site, path));
        using var answer = await SendAsync(request);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : throw new InvalidOperationException($"{path} was answered with {(int)answer.StatusCode}.");
    }

    /// <summary>A page is left for good.</summary>
    public async Task LeaveAsync(string circuit)
    {
        using var form = new MultipartFormDataContent { { new StringContent(circuit), "circuitId" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Site, "/_blazor/disconnect")) { Content = form };
        using var answer = await SendAsync(request);
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        if (_cookies.Count > 0) request.Headers.Add("Cookie", Cookies);
        var answer = await _http.SendAsync(request);
        lock (_cookies)
        {
            foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : []) _cookies.SetCookies(Site, cookie);
        }

        return answer;
    }

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex Hidden();

    [GeneratedRegex("name=\"([^\"]*)\"")]
    private static partial Regex Name();

    [GeneratedRegex("value=\"([^\"]*)\"")]
    private static partial Regex Value();
}
