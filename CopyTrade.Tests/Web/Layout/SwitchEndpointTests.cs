using System.Net;
using System.Security.Claims;
using CopyTrade.Web.Layout;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Web.Layout;

/// <summary>Pause, Halt, Resume and Release as plain posts, without script and circuit.</summary>
public sealed class SwitchEndpointTests : IAsyncLifetime
{
    private readonly FakeShell _shell = new();
    private WebApplication _app = null!;
    private HttpClient _browser = null!;
    private string _token = "";

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ITradingSwitch>(_shell).AddAntiforgery().AddAuthorization();
        builder.Services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, ByHeader>("test", null);
        _app = builder.Build();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.UseAntiforgery();
        _app.MapShell();
        _app.MapGet("/token", (IAntiforgery antiforgery, HttpContext http) => antiforgery.GetAndStoreTokens(http).RequestToken);
        await _app.StartAsync();
        _browser = _app.GetTestClient();
        _browser.DefaultRequestHeaders.Add("X-User", "ann");
        var answer = await _browser.GetAsync("/token");
        _token = await answer.Content.ReadAsStringAsync();
        _browser.DefaultRequestHeaders.Add("Cookie", answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
    }

    public async Task DisposeAsync()
    {
        _browser.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("/pause"), InlineData("/halt"), InlineData("/resume"), InlineData("/release")]
    public async Task Post_WithoutToken_IsRefused(string path)
    {
        var answer = await _browser.PostAsync(path, new FormUrlEncodedContent(new Dictionary<string, string> { ["step"] = "confirm", ["reason"] = "planted by another site" }));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(_shell.Done);
    }

    [Fact]
    public async Task Post_Visitor_IsRefused()
    {
        _browser.DefaultRequestHeaders.Remove("X-User");

        var answer = await _browser.PostAsync("/halt", new FormUrlEncodedContent(new Dictionary<string, string> { ["step"] = "confirm", ["reason"] = "not mine to stop" }));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(_shell.Done);
    }

    [Theory]
    [InlineData("/pause"), InlineData("/halt"), InlineData("/resume"), InlineData("/release")]
    public async Task Post_FromTheTopBar_AsksFirst(string path)
    {
        var next = await PostAsync(path, ("from", "/targets"));

        Assert.Equal($"{path}?ask=&reason=&from=%2Ftargets", next);
        Assert.Empty(_shell.Done);
    }

    [Fact]
    public async Task Post_ConfirmedPause_PausesAndGoesBack()
    {
        var next = await PostAsync("/pause", ("step", "confirm"), ("from", "/targets"));

        Assert.Equal("/targets", next);
        Assert.Equal(["pause by ann: -"], _shell.Done);
    }

    [Theory]
    [InlineData(null), InlineData("  x "), InlineData("")]
    public async Task Post_HaltWithoutReason_AsksForOne(string? reason)
    {
        var next = await PostAsync("/halt", ("step", "confirm"), ("reason", reason));

        Assert.StartsWith("/halt?ask=reason", next, StringComparison.Ordinal);
        Assert.Empty(_shell.Done);
    }

    [Fact]
    public async Task Post_HaltWithReason_HaltsAndKeepsIt()
    {
        var next = await PostAsync("/halt", ("step", "confirm"), ("reason", " feed lagging "), ("from", "//evil.example"));

        Assert.Equal("/", next);
        Assert.Equal(["halt by ann: feed lagging"], _shell.Done);
    }

    [Fact]
    public async Task Post_Release_NeedsASecondConfirmation()
    {
        var first = await PostAsync("/release", ("step", "confirm"), ("reason", "checked"));
        Assert.Equal("/release?ask=again&reason=checked&from=%2F", first);
        Assert.Empty(_shell.Done);

        var second = await PostAsync("/release", ("step", "again"), ("reason", "checked"));

        Assert.Equal("/", second);
        Assert.Equal(["release by ann: checked"], _shell.Done);
    }

    [Theory, InlineData("/release", "again"), InlineData("/resume", "confirm")]
    public async Task Post_WhatAnOperatorStopped_IsNotReleasedAndSaysSo(string path, string step)
    {
        _shell.Status = _shell.Status with { Halted = true, IsSuspended = true };

        var next = await PostAsync(path, ("step", step), ("reason", "checked"), ("from", "/targets"));

        Assert.Equal($"{path}?ask=refused&reason=&from=%2Ftargets", next);
        Assert.Empty(_shell.Done);
    }

    private async Task<string?> PostAsync(string path, params (string Name, string? Value)[] fields)
    {
        var form = fields.Where(f => f.Value is not null).Append(("__RequestVerificationToken", _token)).ToDictionary(f => f.Item1, f => f.Item2!);
        var answer = await _browser.PostAsync(path, new FormUrlEncodedContent(form));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location?.OriginalString;
    }

    private sealed class ByHeader(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, System.Text.Encodings.Web.UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Request.Headers["X-User"].ToString() is { Length: > 0 } name
            ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], "test")), "test"))
            : AuthenticateResult.NoResult());
    }
}
