using CopyTrade.Tests.Web.Hosting;
using CopyTrade.Tests.Web.Identity;
using CopyTrade.Web.Hosting;

namespace CopyTrade.Tests.Web.Api;

/// <summary>The wallet's routes as a person at a browser and as a program with a key meet them.</summary>
public sealed class WalletMoneyApiTests(WalletMoneyApiTests.Fixture fixture) : IClassFixture<WalletMoneyApiTests.Fixture>
{
    private const string Wallet = "/api/v1/poly/wallet/";
    private const string Elsewhere = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
    private static readonly string Market = "0x" + new string('c', 64);

    private HostRig Rig => fixture.Rig;

    [Theory]
    [InlineData("GET", Wallet + "overview", 401)]
    [InlineData("GET", Wallet + "withdraw", 401)]
    [InlineData("POST", Wallet + "withdraw", 401)]
    [InlineData("PUT", Wallet + "auto-wrap", 401)]
    [InlineData("POST", Wallet + "refresh", 401)]
    [InlineData("DELETE", Wallet + "connect", 401)]
    [InlineData("POST", "/api/positions/0xcccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc/redeem", 401)]
    public async Task Endpoint_WithoutAKey_Is401(string method, string path, int status) =>
        (await Rig.SendAsync(new HttpMethod(method), path, body: method is "GET" or "DELETE" ? null : "{}")).IsProblem(status, "unauthenticated");

    [Theory, InlineData("POST", "withdraw"), InlineData("PUT", "auto-wrap"), InlineData("DELETE", "connect")]
    public async Task Wallet_IsNotEmptiedByAnyKey(string method, string path) =>
        (await Rig.SendAsync(new HttpMethod(method), Wallet + path, fixture.Key, method == "DELETE" ? null : "{}")).IsProblem(403, "forbidden");

    [Fact]
    public async Task Redeem_NeedsItsScopeAndAMarketThatIsHeld()
    {
        (await Rig.SendAsync(HttpMethod.Post, $"/api/positions/{Market}/redeem", fixture.ReadingKey)).IsProblem(403, "forbidden");
        (await Rig.SendAsync(HttpMethod.Post, "/api/positions/market/redeem", fixture.Key)).IsProblem(400, "field_invalid");
        (await Rig.SendAsync(HttpMethod.Post, $"/api/positions/{Market}/redeem", fixture.Key)).IsProblem(404, "not_found");
    }

    [Fact]
    public async Task Withdraw_ByThePersonWithThePassword_IsWrittenDownOnce()
    {
        using var browser = await fixture.SignInAsync();
        string Body(string password, string again = "5") => $$"""{"to":"{{Elsewhere}}","amount_usdc":5,"confirm_amount_usdc":"{{again}}","password":"{{password}}"}""";
        Assert.Equal(200, (await fixture.SendAsync(browser, HttpMethod.Get, "overview")).Status);

        (await fixture.SendAsync(browser, HttpMethod.Post, "withdraw", Body("wrong"))).IsProblem(403, "password_wrong");
        (await fixture.SendAsync(browser, HttpMethod.Post, "withdraw", Body(Fixture.Password, "6"))).IsProblem(400, "amount_not_confirmed");
        var asked = await fixture.SendAsync(browser, HttpMethod.Post, "withdraw", Body(Fixture.Password), "once");
        var again = await fixture.SendAsync(browser, HttpMethod.Post, "withdraw", Body(Fixture.Password), "once");
        (await fixture.SendAsync(browser, HttpMethod.Post, "withdraw", Body(Fixture.Password), "twice")).IsProblem(409, "withdrawal_under_way");

        Assert.Equal((202, asked.Body), (asked.Status, again.Body));
        var listed = (await fixture.SendAsync(browser, HttpMethod.Get, "withdraw")).Json.GetProperty("items");
        Assert.Equal((1, "requested", Elsewhere, 5m), (listed.GetArrayLength(), listed[0].GetProperty("state").GetString(), listed[0].GetProperty("to").GetString(), listed[0].GetProperty("amount_usdc").GetDecimal()));

        (await fixture.SendAsync(browser, HttpMethod.Put, "auto-wrap", """{"enabled":true}""")).IsProblem(400, "consent_required");
        Assert.True((await fixture.SendAsync(browser, HttpMethod.Put, "auto-wrap", """{"enabled":true,"consent":true}""")).Json.GetProperty("enabled").GetBoolean());
        Assert.Equal(202, (await fixture.SendAsync(browser, HttpMethod.Post, "refresh", "{}")).Status);

        // A balance that was never read is not zero.
        (await fixture.SendAsync(browser, HttpMethod.Delete, "connect")).IsProblem(409, "balance_left");
        Assert.Equal(204, (await fixture.SendAsync(browser, HttpMethod.Delete, "connect?leave_balance=true")).Status);
        Assert.False((await fixture.SendAsync(browser, HttpMethod.Get, "overview")).Json.GetProperty("connected").GetBoolean());
        Assert.Equal("failed", (await fixture.SendAsync(browser, HttpMethod.Get, "withdraw")).Json.GetProperty("items")[0].GetProperty("state").GetString());
        (await fixture.SendAsync(browser, HttpMethod.Post, "connect", """{"consent":true,"consent_version":"1999-01"}""")).IsProblem(400, "consent_outdated");
    }

    [Fact]
    public async Task Grant_ThatGrows_TakesThePasswordAndASmallerOneDoesNot()
    {
        await fixture.ConnectAsync();
        using var browser = await fixture.SignInAsync();
        string Body(int perOrder, string more = "") => $$"""{"per_order_usdc":{{perOrder}},"daily_usdc":20,"hourly_fills":10{{more}}}""";
        Task<ApiReply> PutAsync(string body) => fixture.SendAsync(browser, HttpMethod.Put, "grants", body);
        Assert.Equal(200, (await PutAsync(Body(5, $",\"password\":\"{Fixture.Password}\""))).Status);

        (await PutAsync(Body(6))).IsProblem(403, "password_wrong");
        (await PutAsync(Body(6, ",\"password\":\"wrong\""))).IsProblem(403, "password_wrong");
        Assert.Equal(200, (await PutAsync(Body(4))).Status);
        (await PutAsync(Body(5))).IsProblem(403, "password_wrong");

        Assert.Equal(4m, (await fixture.SendAsync(browser, HttpMethod.Get, "status")).Json.GetProperty("grant").GetProperty("per_order_usdc").GetDecimal());
    }

    public sealed class Fixture : IAsyncLifetime
    {
        public const string Password = "correct horse battery";
        private const string Email = "trader@example.org";

        internal HostRig Rig { get; private set; } = null!;

        internal string Key { get; private set; } = "";

        internal string ReadingKey { get; private set; } = "";

        public async Task InitializeAsync()
        {
            Rig = await HostRig.StartAsync(HostRoles.Ui);
            Key = await Rig.KeyAsync(Email);
            ReadingKey = (await Rig.Cli.RunAsync($"api-key add --email {Email} --scopes positions:read")).Output;
            await ConnectAsync();
        }

        /// <summary>A wallet, where none is.</summary>
        internal async Task ConnectAsync() => (await Rig.Cli.RunAsync($"wallet add --email {Email} --generate")).Done();

        public async Task DisposeAsync() => await Rig.DisposeAsync();

        internal async Task<PageClient> SignInAsync()
        {
            var browser = new PageClient(new ToHost(Rig.Http.BaseAddress!));
            await browser.OpenAsync("/sign-in");
            return await browser.SubmitAsync(("Input.Email", Email), ("Input.Password", Password));
        }

        internal Task<ApiReply> SendAsync(PageClient browser, HttpMethod method, string path, string? body = null, string? once = null)
        {
            (string, string)[] headers = [("Cookie", browser.Cookies.GetCookieHeader(new Uri("http://localhost/"))), ("Sec-Fetch-Site", "same-origin")];
            return Rig.SendAsync(method, Wallet + path, body: body, headers: once is null ? headers : [.. headers, ("Idempotency-Key", once)]);
        }

        private sealed class ToHost(Uri host) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.RequestUri = new Uri(host, request.RequestUri!.PathAndQuery);
                return base.SendAsync(request, cancellationToken);
            }
        }
    }
}
