using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts.Registration;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Infrastructure.Accounts;

/// <summary>Alone in its class: it needs an installation without accounts.</summary>
public sealed class FirstAccountTests(AccountsFixture accounts) : IClassFixture<AccountsFixture>
{
    [Fact]
    public async Task FirstOfManyAtOnce_BecomesTheOnlyAdministrator()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => RegisterAsync($"first{i}@example.org")));

        var roles = results.Select(result => Assert.IsType<RegisterAccountResult.Registered>(result).Role).ToList();
        Assert.Equal(1, roles.Count(role => role == Role.Administrator));
        Assert.Equal(5, roles.Count(role => role == Role.Trader));
    }

    private async Task<RegisterAccountResult> RegisterAsync(string email)
    {
        await using var scope = accounts.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RegisterAccountHandler>().HandleAsync(email, "a long enough phrase", role: null, CancellationToken.None);
    }
}
