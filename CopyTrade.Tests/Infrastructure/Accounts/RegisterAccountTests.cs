using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Accounts.Registration;
using CopyTrade.Infrastructure.Persistence.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Infrastructure.Accounts;

public sealed class RegisterAccountTests(AccountsFixture accounts) : IClassFixture<AccountsFixture>
{
    private const string Password = "a long enough phrase";

    [Fact]
    public async Task Registered_CanBeFoundAndCarriesTheTenantInItsClaims()
    {
        var registered = Assert.IsType<RegisterAccountResult.Registered>(await RegisterAsync("found@example.org", Role.Operator));

        await using var scope = accounts.Services.CreateAsyncScope();
        Assert.Equal(registered.Tenant, await scope.ServiceProvider.GetRequiredService<AccountByEmailQuery>().FindAsync("FOUND@example.org", CancellationToken.None));
        var user = (await scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().FindByEmailAsync("found@example.org"))!;
        var principal = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<AppUser>>().CreateAsync(user);
        Assert.True(principal.TryGetTenant(out var tenant));
        Assert.Equal(registered.Tenant, tenant);
        Assert.True(principal.IsInRole(nameof(Role.Operator)));
        Assert.True(principal.MayUse(ApiKeyScope.TargetsWrite));
    }

    [Theory, InlineData("same@example.org", Password, "DuplicateUserName"), InlineData("new@example.org", "eleven char", "PasswordTooShort"), InlineData("new@example.org", "abcdabcdabcd", "PasswordRequiresUniqueChars"), InlineData("not an address", Password, "InvalidEmail")]
    public async Task Refused_NamesTheReasonAndLeavesNothing(string email, string password, string code)
    {
        await RegisterAsync("same@example.org");
        var before = await CountAsync();

        var refused = Assert.IsType<RegisterAccountResult.Refused>(await RegisterAsync(email, null, password));

        Assert.Contains(code, refused.Reasons.Select(reason => reason.Code));
        Assert.Equal(before, await CountAsync());
    }

    private async Task<(long Users, long Tenants)> CountAsync() =>
        (await accounts.Database.QueryAsync<(long, long)>("select (select count(*) from asp_net_users), (select count(*) from billing_account)"))[0];

    private async Task<RegisterAccountResult> RegisterAsync(string email, Role? role = null, string password = Password)
    {
        await using var scope = accounts.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RegisterAccountHandler>().HandleAsync(email, password, role, CancellationToken.None);
    }
}
