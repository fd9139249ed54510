using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Persistence.Identity;
using Microsoft.AspNetCore.Identity;

namespace CopyTrade.Web.Identity;

/// <summary>Makes sure once more that it is the person, before money leaves: the password, and the code of those who use one. Wrong answers count towards the lockout like those of a sign-in.</summary>
public sealed class StepUp(IServiceScopeFactory scopes)
{
    private static readonly AccountRefusal WrongPassword = new("password_wrong", "The password is not right. Nothing was asked for.");
    private static readonly AccountRefusal WrongCode = new("code_wrong", "The code of the authenticator app is not right, or its half minute is over. Nothing was asked for.");
    private static readonly AccountRefusal Locked = new("locked_out", "Too many wrong answers. Wait a few minutes.");

    /// <summary>What this person has to give.</summary>
    public async Task<(bool Password, bool Code)> AsksForAsync(UserId user)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        return await users.FindByIdAsync(user.ToString()) is { } known ? (await users.HasPasswordAsync(known), known.TwoFactorEnabled) : (true, false);
    }

    /// <summary>Null when it is the person.</summary>
    public async Task<AccountRefusal?> CheckAsync(UserId user, string? password, string? code)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        if (await users.FindByIdAsync(user.ToString()) is not { } known) return WrongPassword;
        if (await users.IsLockedOutAsync(known)) return Locked;
        // Whoever signs in by passkey alone has neither: the amount typed twice has to do.
        if (await users.HasPasswordAsync(known) && !await users.CheckPasswordAsync(known, password ?? "")) return await WrongAsync(users, known, WrongPassword);
        if (known.TwoFactorEnabled && !await IsCodeAsync(users, known, code)) return await WrongAsync(users, known, WrongCode);
        if (await users.GetAccessFailedCountAsync(known) > 0) await users.ResetAccessFailedCountAsync(known);
        return null;
    }

    private static async Task<bool> IsCodeAsync(UserManager<AppUser> users, AppUser user, string? code)
    {
        var digits = string.Concat((code ?? "").Where(char.IsAsciiDigit));
        return digits.Length == 6 && await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, digits);
    }

    // Not by the sign-in manager: it wants a request, and a live page has none.
    private static async Task<AccountRefusal> WrongAsync(UserManager<AppUser> users, AppUser user, AccountRefusal what)
    {
        await users.AccessFailedAsync(user);
        return await users.IsLockedOutAsync(user) ? Locked : what;
    }
}
