using System.Net;
using CopyTrade.Domain.Operations;
using CopyTrade.Web.Hosting;
using Microsoft.Extensions.Configuration;

namespace CopyTrade.Tests.Web.Hosting;

/// <summary>A host behind a proxy that it was told of: whose address, and which scheme, counts.</summary>
public sealed class ProxyTests(ProxyTests.Fixture fixture) : IClassFixture<ProxyTests.Fixture>
{
    private const int Attempts = 3;
    private const string Page = "/sign-in";

    [Fact]
    public async Task SignIn_ThroughATrustedProxy_CountsEachCallerByHimself()
    {
        var stranger = new List<HttpStatusCode>();
        for (var i = 0; i <= Attempts; i++)
        {
            using var refused = await SendAsync(HttpMethod.Post, Page, ("X-Forwarded-For", "203.0.113.7"));
            stranger.Add(refused.StatusCode);
        }

        using var other = await SendAsync(HttpMethod.Post, Page, ("X-Forwarded-For", "203.0.113.8"));
        // What the caller wrote himself stands before what the proxy added.
        using var forged = await SendAsync(HttpMethod.Post, Page, ("X-Forwarded-For", "198.51.100.1, 203.0.113.7"));

        Assert.Equal(HttpStatusCode.TooManyRequests, stranger[^1]);
        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, stranger.Take(Attempts));
        Assert.NotEqual(HttpStatusCode.TooManyRequests, other.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, forged.StatusCode);
    }

    [Fact]
    public async Task Page_ByHttpsAtTheProxy_HasSecureCookiesAndKeepsBrowsersToHttps()
    {
        using var secure = await SendAsync(HttpMethod.Get, Page, ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "203.0.113.9"));
        using var plain = await SendAsync(HttpMethod.Get, Page);

        Assert.All(secure.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.All(plain.Headers.GetValues("Set-Cookie"), cookie => Assert.DoesNotContain("; secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("max-age=31536000", secure.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
        Assert.False(plain.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task ApiKeys_GuessedFromOneAddress_AreRefusedUnseenWhileKnownKeysAndOtherAddressesPass()
    {
        const string path = "/api/rules";
        (string, string) here = ("X-Forwarded-For", "203.0.113.20");
        (await fixture.Rig.SendAsync(HttpMethod.Get, path, fixture.Key, headers: here)).Json.GetProperty("items");

        var guesses = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => fixture.Rig.SendAsync(HttpMethod.Get, path, Guess(), headers: here)));

        Assert.Contains(guesses, reply => reply.Status == 401);
        guesses.First(reply => reply.Status == 429).IsProblem(429, "rate_limited");
        Assert.All(guesses, reply => Assert.Contains(reply.Status, (int[])[401, 429]));
        Assert.Equal(200, (await fixture.Rig.SendAsync(HttpMethod.Get, path, fixture.Key, headers: here)).Status);
        Assert.Equal(401, (await fixture.Rig.SendAsync(HttpMethod.Get, path, Guess(), headers: ("X-Forwarded-For", "203.0.113.21"))).Status);
    }

    [Fact]
    public async Task Status_ThroughTheProxy_IsNotLocal() =>
        (await fixture.Rig.SendAsync(HttpMethod.Get, "/status", headers: ("X-Forwarded-For", "203.0.113.10"))).IsProblem(401, "unauthenticated");

    [Theory]
    [InlineData("proxy.example.org"), InlineData("127.0.0.1, 10.0.0.0/99"), InlineData("everybody")]
    public void Trusted_ThatIsNoAddress_StopsTheStart(string trusted) =>
        Assert.Contains("Proxy:Trusted", Assert.Throws<StartupException>(() => TrustedProxies.From(Settings(trusted))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(null), InlineData(""), InlineData(" , ")]
    public void Trusted_Nobody_BelievesNoHeader(string? trusted) => Assert.Null(TrustedProxies.From(Settings(trusted)));

    private static IConfiguration Settings(string? trusted) => new ConfigurationBuilder().AddInMemoryCollection([new("Proxy:Trusted", trusted)]).Build();

    // Well-formed, of an owner that does not exist.
    private static string Guess() => $"ct_{Part(16)}_{Part(32)}";

    private static string Part(int bytes) => System.Buffers.Text.Base64Url.EncodeToString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(bytes));

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Host = "trade.example.org";   // browsers are not tied to https on localhost
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        if (method == HttpMethod.Post) request.Content = new FormUrlEncodedContent([]);
        return await fixture.Rig.Http.SendAsync(request);
    }

    public sealed class Fixture : IAsyncLifetime
    {
        internal HostRig Rig { get; private set; } = null!;

        internal string Key { get; private set; } = "";

        public async Task InitializeAsync()
        {
            Rig = await HostRig.StartAsync(HostRoles.Ui, cli => cli.With("Proxy:Trusted", "127.0.0.1, ::1").With("Identity:AttemptsPerMinute", $"{Attempts}"));
            Key = await Rig.KeyAsync("behind@example.org");
        }

        public async Task DisposeAsync() => await Rig.DisposeAsync();
    }
}
