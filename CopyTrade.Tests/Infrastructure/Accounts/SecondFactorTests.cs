using System.Security.Cryptography;
using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Accounts.Registration;
using CopyTrade.Infrastructure.Accounts.SecondFactor;
using CopyTrade.Infrastructure.Persistence.Identity;
using Dapper;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Infrastructure.Accounts;

/// <summary>What a second factor is checked with is sealed in the database, and works.</summary>
public sealed class SecondFactorTests(AccountsFixture accounts) : IClassFixture<AccountsFixture>
{
    private const string Password = "a long enough phrase";

    [Fact]
    public async Task KeyAndCodes_Stored_StandNowhereInClearAndCountOnce()
    {
        await using var scope = accounts.Services.CreateAsyncScope();
        var (users, user) = (scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>(), await RegisterAsync(scope));
        var key = await scope.ServiceProvider.GetRequiredService<AuthenticatorKeys>().ReadOrMakeAsync(user, CancellationToken.None);
        string[] codes = [.. (await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 10))!];

        var rows = await RowsAsync(user.Id);

        Assert.Equal(["AuthenticatorKey", "RecoveryCodes"], rows.Select(row => row.Name));
        foreach (var secret in (string[])[key, .. codes]) Assert.DoesNotContain(rows, row => row.Value.Contains(secret, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(key, await users.GetAuthenticatorKeyAsync(user));
        Assert.True((await users.RedeemTwoFactorRecoveryCodeAsync(user, codes[3])).Succeeded);
        Assert.False((await users.RedeemTwoFactorRecoveryCodeAsync(user, codes[3])).Succeeded);
        Assert.Equal(9, await users.CountRecoveryCodesAsync(user));
        Assert.DoesNotContain((await RowsAsync(user.Id))[1].Value, rows.Select(row => row.Value));
    }

    [Fact]
    public async Task Key_MovedToAnotherPerson_DoesNotOpen()
    {
        await using var scope = accounts.Services.CreateAsyncScope();
        var keys = scope.ServiceProvider.GetRequiredService<AuthenticatorKeys>();
        var (own, victim) = (await RegisterAsync(scope), await RegisterAsync(scope));
        await keys.ReadOrMakeAsync(own, CancellationToken.None);
        await keys.ReadOrMakeAsync(victim, CancellationToken.None);

        await ExecuteAsync(SecondFactorRow.UpdateSql, (await RowsAsync(own.Id)).Single() with { UserId = victim.Id });

        await using var later = accounts.Services.CreateAsyncScope();
        await Assert.ThrowsAnyAsync<CryptographicException>(() => later.ServiceProvider.GetRequiredService<UserManager<AppUser>>().GetAuthenticatorKeyAsync(victim));
    }

    [Fact]
    public async Task Start_WithWhatAnEarlierBuildStoredInClear_SealsItOnceAndItGoesOnWorking()
    {
        await using var scope = accounts.Services.CreateAsyncScope();
        var user = await RegisterAsync(scope);
        foreach (var (name, value) in new[] { ("AuthenticatorKey", "JBSWY3DPEHPK3PXP"), ("RecoveryCodes", "AAAAA-BBBBB;CCCCC-DDDDD") })
        {
            await ExecuteAsync("insert into asp_net_user_tokens (user_id, login_provider, name, value) values (@Id, '[AspNetUserStore]', @name, @value)", new { user.Id, name, value });
        }

        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        var refused = await Assert.ThrowsAsync<CryptographicException>(() => users.GetAuthenticatorKeyAsync(user));
        Assert.Contains("start this host again", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("JBSWY3DPEHPK3PXP", refused.ToString(), StringComparison.Ordinal);

        var secrets = accounts.Services.GetRequiredService<SecondFactorSecrets>();
        var both = await Task.WhenAll(secrets.SealAllAsync(CancellationToken.None), secrets.SealAllAsync(CancellationToken.None));

        Assert.Equal([0, 2], both.Order());
        Assert.All(await RowsAsync(user.Id), row => Assert.NotNull(SealedSecret.TryParse(row.Value)));
        await using var later = accounts.Services.CreateAsyncScope();
        users = later.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        user = (await users.FindByIdAsync(user.Id.ToString()))!;
        Assert.Equal("JBSWY3DPEHPK3PXP", await users.GetAuthenticatorKeyAsync(user));
        Assert.True((await users.RedeemTwoFactorRecoveryCodeAsync(user, "CCCCC-DDDDD")).Succeeded);
    }

    [Fact]
    public async Task Host_WithoutAMasterKey_NeitherStoresNorReadsASecret()
    {
        var secrets = new SecondFactorSecrets(accounts.Database.Databases, masterKey: null);
        var place = SecretPlace.Of(new UserId(Guid.NewGuid()), "[AspNetUserStore]", "AuthenticatorKey");

        await Assert.ThrowsAsync<InvalidOperationException>(() => secrets.SealAsync(place, "JBSWY3DPEHPK3PXP", CancellationToken.None));
        Assert.Throws<InvalidOperationException>(() => secrets.Open(place, "sealed:AAAA:AAAA"));
    }

    private static async Task<AppUser> RegisterAsync(AsyncServiceScope scope)
    {
        var email = $"{Guid.NewGuid():N}@example.org";
        Assert.IsType<RegisterAccountResult.Registered>(await scope.ServiceProvider.GetRequiredService<RegisterAccountHandler>().HandleAsync(email, Password, Role.Trader, CancellationToken.None));
        return (await scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().FindByEmailAsync(email))!;
    }

    private Task<IReadOnlyList<SecondFactorRow>> RowsAsync(Guid user) =>
        accounts.Database.QueryAsync<SecondFactorRow>(SecondFactorRow.SelectSql + " and user_id = @user order by name", new { user });

    private async Task ExecuteAsync(string sql, object parameters)
    {
        await using var connection = await accounts.Database.Databases.App.OpenConnectionAsync();
        Assert.Equal(1, await connection.ExecuteAsync(sql, parameters));
    }
}
