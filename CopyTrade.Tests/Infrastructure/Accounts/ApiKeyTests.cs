using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts.ApiKeys;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Infrastructure.Accounts;

public sealed class ApiKeyTests(AccountsFixture accounts) : IClassFixture<AccountsFixture>
{
    [Fact]
    public async Task Key_OnceCreated_StandsForItsTenantAndScopes()
    {
        var tenant = await accounts.Database.SeedTenantAsync();
        var created = await CreateAsync(tenant, [ApiKeyScope.TargetsRead, ApiKeyScope.StatusRead]);

        var identity = await FindAsync(created.Key);

        Assert.Equal((created.Id, tenant), (identity!.KeyId, identity.Tenant));
        Assert.Equal([ApiKeyScope.TargetsRead, ApiKeyScope.StatusRead], identity.Scopes);
        var row = Assert.Single(await accounts.Services.GetRequiredService<ApiKeysQuery>().ReadAsync(tenant, CancellationToken.None));
        Assert.Equal(accounts.Clock.GetUtcNow(), row.LastUsedAt);
        Assert.Contains(row.Prefix, created.Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_IsNotInTheDatabaseNorInItsTextForm()
    {
        var tenant = await accounts.Database.SeedTenantAsync();
        var created = await CreateAsync(tenant, [ApiKeyScope.TargetsRead]);
        var secret = created.Key[^43..];

        var row = Assert.Single(await accounts.Database.QueryAsync<string>("select api_key::text from api_key where id = @Id", new { created.Id }));

        Assert.DoesNotContain(secret, row, StringComparison.Ordinal);
        Assert.DoesNotContain(secret[..12], row, StringComparison.Ordinal);
        Assert.DoesNotContain(secret[..12], created.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_AfterExpiryOrRevocation_IsUnknown()
    {
        var tenant = await accounts.Database.SeedTenantAsync();
        var shortLived = await CreateAsync(tenant, [ApiKeyScope.TargetsRead], accounts.Clock.GetUtcNow().AddHours(1));
        var revoked = await CreateAsync(tenant, [ApiKeyScope.TargetsRead]);
        Assert.NotNull(await FindAsync(shortLived.Key));

        accounts.Clock.Advance(TimeSpan.FromHours(1));
        var revoke = accounts.Services.GetRequiredService<RevokeApiKeyHandler>();
        Assert.False(await revoke.HandleAsync(await accounts.Database.SeedTenantAsync(), revoked.Id, CancellationToken.None));
        Assert.NotNull(await FindAsync(revoked.Key));
        Assert.True(await revoke.HandleAsync(tenant, revoked.Id, CancellationToken.None));

        Assert.Null(await FindAsync(shortLived.Key));
        Assert.Null(await FindAsync(revoked.Key));
    }

    [Fact]
    public async Task Key_WithTheOwnerExchanged_IsUnknown()
    {
        var (victim, thief) = (await accounts.Database.SeedTenantAsync(), await accounts.Database.SeedTenantAsync());
        var (ofVictim, ofThief) = (await CreateAsync(victim, [ApiKeyScope.TargetsRead]), await CreateAsync(thief, [ApiKeyScope.TargetsRead]));

        Assert.Null(await FindAsync(ofVictim.Key[..26] + ofThief.Key[26..]));
        Assert.Null(await FindAsync(ofVictim.Key[..^1] + (ofVictim.Key[^1] == 'A' ? 'Q' : 'A')));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ct_")]
    [InlineData("ct_AAAAAAAAAAAAAAAAAAAAAA_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("ct_!!!!!!!!!!!!!!!!!!!!!!_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Text_ThatIsNoKey_IsUnknown(string text) => Assert.Null(await FindAsync(text));

    [Fact]
    public async Task Create_WithBadInput_IsRefused()
    {
        var tenant = await accounts.Database.SeedTenantAsync();

        Assert.Equal("unknown_scope", await RefusalAsync(tenant, "k", ["targets:own"], null));
        Assert.Equal("scope_required", await RefusalAsync(tenant, "k", [], null));
        Assert.Equal("name_required", await RefusalAsync(tenant, " ", [ApiKeyScope.TargetsRead], null));
        Assert.Equal("expiry_in_the_past", await RefusalAsync(tenant, "k", [ApiKeyScope.TargetsRead], accounts.Clock.GetUtcNow()));
    }

    private Task<ApiKeyIdentity?> FindAsync(string key) => accounts.Services.GetRequiredService<ApiKeyAuthenticator>().FindAsync(key, CancellationToken.None);

    private Task<CreateApiKeyResult> TryCreateAsync(TenantRef tenant, string name, string[] scopes, DateTimeOffset? expiresAt) =>
        accounts.Services.GetRequiredService<CreateApiKeyHandler>().HandleAsync(tenant, name, scopes, expiresAt, CancellationToken.None);

    private async Task<CreateApiKeyResult.Created> CreateAsync(TenantRef tenant, string[] scopes, DateTimeOffset? expiresAt = null) =>
        Assert.IsType<CreateApiKeyResult.Created>(await TryCreateAsync(tenant, "test", scopes, expiresAt));

    private async Task<string> RefusalAsync(TenantRef tenant, string name, string[] scopes, DateTimeOffset? expiresAt) =>
        Assert.IsType<CreateApiKeyResult.Refused>(await TryCreateAsync(tenant, name, scopes, expiresAt)).Reason.Code;
}
