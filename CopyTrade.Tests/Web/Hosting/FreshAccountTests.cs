using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using CopyTrade.Tests.Web.Identity;
using CopyTrade.Web;
using CopyTrade.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace CopyTrade.Tests.Web.Hosting;

/// <summary>Every page of a real host, found by its route, as somebody sees it who has nothing yet.</summary>
public sealed partial class FreshAccountTests
{
    private const string Password = "correct horse battery";
    private static readonly Guid Nobodys = Guid.Parse("00000000-0000-7000-8000-0000000000ee");

    private static readonly string[] Paths =
    [
        .. typeof(App).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => Parameter().Replace(route.Template, match => match.Value switch
        {
            "{Address}" => "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
            "{Name}" => "mirror.tick",
            _ => Nobodys.ToString(),
        })).Where(path => path is not ("/sign-in" or "/register" or "/error" or "/not-found") && !path.StartsWith("/sign-in/", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];

    [Fact]
    public async Task EveryPage_OfAFreshAccount_StandsReadAndSaysSomething()
    {
        await using var rig = await HostRig.StartAsync(HostRoles.Ui);
        using var network = new Redirected(rig.Http.BaseAddress!);
        using var browser = new PageClient(network);
        await browser.OpenAsync("/register");
        await browser.SubmitAsync(("Input.Email", "ann@example.org"), ("Input.Password", Password), ("Input.Confirm", Password));
        List<string> wrong = [];

        foreach (var path in Paths)
        {
            await browser.OpenAsync(path);
            var main = browser.Page.QuerySelector("main");
            var text = main?.TextContent ?? "";
            if (browser.Status is not (HttpStatusCode.OK or HttpStatusCode.NotFound)) wrong.Add($"{path}: {browser.Status}");
            if (browser.Path.StartsWith("/sign-in", StringComparison.Ordinal)) wrong.Add($"{path}: asks to sign in");
            if (string.IsNullOrWhiteSpace(browser.Text("h1"))) wrong.Add($"{path}: no heading");
            if (main?.QuerySelector(".skeleton") is not null) wrong.Add($"{path}: still reading");
            if (text.Contains("Could not load", StringComparison.Ordinal) || text.Contains("could not be drawn", StringComparison.Ordinal)) wrong.Add($"{path}: failed");
            if (main is null || main.QuerySelectorAll("a, button, input, li").Length == 0 || text.Trim().Length < 60) wrong.Add($"{path}: says nothing: {text.Trim()}");
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.InRange(Paths.Length, 40, 200);
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    /// <summary>Takes what is meant for the site to the port where it is.</summary>
    private sealed class Redirected(Uri site) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(site, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
