using System.Net;
using System.Net.Http.Headers;
using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Accounts.ApiKeys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Infrastructure.Accounts;

public sealed class ApiKeyAuthenticationTests(AccountsFixture accounts) : IClassFixture<AccountsFixture>
{
    [Fact]
    public async Task Request_WithAKey_ActsForItsTenantWithinItsScopes()
    {
        var tenant = await accounts.Database.SeedTenantAsync();
        var created = Assert.IsType<CreateApiKeyResult.Created>(await accounts.Services.GetRequiredService<CreateApiKeyHandler>()
            .HandleAsync(tenant, "test", [ApiKeyScope.TargetsRead], null, CancellationToken.None));
        await using var app = await StartAsync();
        using var client = app.GetTestClient();

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/who")).StatusCode);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", created.Key + "x");
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/who")).StatusCode);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", created.Key);
        Assert.Equal($"{tenant} True False", await client.GetStringAsync("/who"));
    }

    private async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton(accounts.Services.GetRequiredService<ApiKeyAuthenticator>());
        builder.Services.AddAuthentication(ApiKeyAuthenticationHandler.Scheme).AddApiKeys();
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/who", (System.Security.Claims.ClaimsPrincipal user) =>
            user.TryGetTenant(out var tenant) ? $"{tenant} {user.MayUse(ApiKeyScope.TargetsRead)} {user.MayUse(ApiKeyScope.TargetsWrite)}" : "nobody").RequireAuthorization();
        await app.StartAsync();
        return app;
    }
}
