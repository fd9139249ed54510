using System.Security.Claims;
using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Persistence.Identity;
using Microsoft.AspNetCore.Identity;

namespace CopyTrade.Web.Identity;

/// <summary>
/// Makes sure once more that it is the person, before money leaves or before something is made that outlives the session:
/// the password, and the code of those who use one. Wrong answers count towards the lockout like those of a sign-in.
/// </summary>
public sealed class StepUp(IServiceScopeFactory scopes) : IStepUp
{
    /// <summary>Names of the fields in a posted form.</summary>
    public const string PasswordField = "StepUp.Password";

    public const string CodeField = "StepUp.Code";

    private static readonly AccountRefusal WrongPassword = new("password_wrong", "The password is not right. Nothing was done.");
    private static readonly AccountRefusal WrongCode = new("code_wrong", "The code of the authenticator app is not right, or its half minute is over. Nothing was done.");
    private static readonly AccountRefusal Locked = new("locked_out", "Too many wrong answers. Wait a few minutes.");

    public async Task<(bool Password, bool Code)> AsksForAsync(UserId user)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        return await users.FindByIdAsync(user.ToString()) is { } known ? (await users.HasPasswordAsync(known), known.TwoFactorEnabled) : (true, false);
    }

    public async Task<AccountRefusal?> CheckAsync(UserId user, string? password, string? code)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        return await users.FindByIdAsync(user.ToString()) is { } known ? await CheckAsync(users, known, password, code) : WrongPassword;
    }

    /// <summary>The same by the fields of the form that was posted.</summary>
    public async Task<AccountRefusal?> CheckAsync(HttpContext http)
    {
        var (password, code) = await FieldsAsync(http);
        return Guid.TryParse(http.User.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? await CheckAsync(new UserId(id), password, code) : WrongPassword;
    }

    /// <summary>The same for a page that goes on to write the person it has read: through its own context, whose version of the row then stays the newest.</summary>
    public static async Task<AccountRefusal?> CheckAsync(HttpContext http, UserManager<AppUser> users, AppUser known)
    {
        var (password, code) = await FieldsAsync(http);
        return await CheckAsync(users, known, password, code);
    }

    private static async Task<AccountRefusal?> CheckAsync(UserManager<AppUser> users, AppUser known, string? password, string? code)
    {
        if (await users.IsLockedOutAsync(known)) return Locked;
        // Whoever signs in by passkey alone has neither.
        if (await users.HasPasswordAsync(known) && !await users.CheckPasswordAsync(known, password ?? "")) return await WrongAsync(users, known, WrongPassword);
        if (known.TwoFactorEnabled && !await IsCodeAsync(users, known, code)) return await WrongAsync(users, known, WrongCode);
        if (await users.GetAccessFailedCountAsync(known) > 0) await users.ResetAccessFailedCountAsync(known);
        return null;
    }

    private static async Task<(string? Password, string? Code)> FieldsAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType) return default;
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return (form[PasswordField], form[CodeField]);
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
