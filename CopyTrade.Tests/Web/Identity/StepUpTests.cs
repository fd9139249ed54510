using System.Security.Cryptography;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Accounts.Registration;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Persistence.Identity;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Web.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Web.Identity;

public sealed class StepUpTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task Check_PasswordOnly_PassesTheRightOneAndLocksAfterFiveWrongOnes()
    {
        await using var services = Compose();
        var user = await RegisterAsync(services, Password);
        var stepUp = services.GetRequiredService<StepUp>();

        Assert.Equal((true, false), await stepUp.AsksForAsync(user));
        Assert.Null(await stepUp.CheckAsync(user, Password, null));
        var wrong = new List<string>();
        for (var i = 0; i < 6; i++) wrong.Add((await stepUp.CheckAsync(user, i % 2 == 0 ? "wrong" : null, null))!.Code);

        Assert.Equal(["password_wrong", "password_wrong", "password_wrong", "password_wrong", "locked_out", "locked_out"], wrong);
        Assert.Equal("locked_out", (await stepUp.CheckAsync(user, Password, null))!.Code);
    }

    [Fact]
    public async Task Check_WithTwoFactor_AsksForTheCodeToo()
    {
        await using var services = Compose();
        var user = await RegisterAsync(services, Password);
        var key = await TurnTwoFactorOnAsync(services, user);
        var stepUp = services.GetRequiredService<StepUp>();

        Assert.Equal((true, true), await stepUp.AsksForAsync(user));
        Assert.Equal("code_wrong", (await stepUp.CheckAsync(user, Password, null))!.Code);
        Assert.Equal("code_wrong", (await stepUp.CheckAsync(user, Password, "not a code"))!.Code);
        Assert.Equal("password_wrong", (await stepUp.CheckAsync(user, "wrong", Totp.Now(key)))!.Code);
        Assert.Null(await stepUp.CheckAsync(user, Password, Totp.Now(key)));
    }

    [Fact]
    public async Task Check_AccountWithoutPassword_PassesAndAStrangerDoesNot()
    {
        await using var services = Compose();
        var user = await RegisterAsync(services, null);
        var stepUp = services.GetRequiredService<StepUp>();

        Assert.Equal((false, false), await stepUp.AsksForAsync(user));
        Assert.Null(await stepUp.CheckAsync(user, null, null));
        Assert.Equal("password_wrong", (await stepUp.CheckAsync(new UserId(Guid.NewGuid()), Password, null))!.Code);
    }

    private ServiceProvider Compose()
    {
        var services = new ServiceCollection();
        services.AddLogging().AddDataProtection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddPersistence(database.Databases).AddChangeFeed().AddAccounts(VenueMode.Demo, new MasterKey(RandomNumberGenerator.GetBytes(MasterKey.Length))).AddIdentityPages();
        return services.BuildServiceProvider(validateScopes: true);
    }

    private static async Task<UserId> RegisterAsync(ServiceProvider services, string? password)
    {
        await using var scope = services.CreateAsyncScope();
        var result = await scope.ServiceProvider.GetRequiredService<RegisterAccountHandler>().HandleAsync($"{Guid.NewGuid():N}@example.org", password, Role.Trader, CancellationToken.None);
        return Assert.IsType<RegisterAccountResult.Registered>(result).Tenant.Owner;
    }

    private static async Task<string> TurnTwoFactorOnAsync(ServiceProvider services, UserId user)
    {
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        var known = (await users.FindByIdAsync(user.ToString()))!;
        await users.ResetAuthenticatorKeyAsync(known);
        await users.SetTwoFactorEnabledAsync(known, true);
        return (await users.GetAuthenticatorKeyAsync(known))!;
    }
}
