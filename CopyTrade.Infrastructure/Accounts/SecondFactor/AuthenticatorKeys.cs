using CopyTrade.Infrastructure.Persistence.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CopyTrade.Infrastructure.Accounts.SecondFactor;

/// <summary>The keys from which authenticator apps make their codes.</summary>
public sealed class AuthenticatorKeys(UserManager<AppUser> users, IUserStore<AppUser> store, IdentityDb db)
{
    private readonly IUserAuthenticatorKeyStore<AppUser> _keys = (IUserAuthenticatorKeyStore<AppUser>)store;

    /// <summary>
    /// The user's key, made when there is none. Not by <see cref="UserManager{TUser}.ResetAuthenticatorKeyAsync"/>, which ends every
    /// session: whoever only looks at a key has not changed how the account is opened. Of several first looks at once all get the same.
    /// </summary>
    /// <returns>In Base32, as the apps take it.</returns>
    public async Task<string> ReadOrMakeAsync(AppUser user, CancellationToken ct)
    {
        if (await _keys.GetAuthenticatorKeyAsync(user, ct) is { Length: > 0 } known) return known;
        var made = users.GenerateNewAuthenticatorKey();
        await _keys.SetAuthenticatorKeyAsync(user, made, ct);
        try
        {
            if ((await store.UpdateAsync(user, ct)).Succeeded) return made;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // The same as an update that did not succeed: another look was first.
        }

        db.ChangeTracker.Clear();
        return await _keys.GetAuthenticatorKeyAsync(user, ct) ?? throw new InvalidOperationException("The key that another request made is gone: it was reset meanwhile.");
    }

    /// <summary>
    /// Turns two-factor sign-in off, which ends every session. The next set-up starts with another key, for the old one may be on a
    /// lost phone; it is replaced first, so that whoever was interrupted can do it again.
    /// </summary>
    /// <exception cref="InvalidOperationException">The account was changed at the same moment: it is still on.</exception>
    public async Task TurnOffAsync(AppUser user)
    {
        Require(await users.ResetAuthenticatorKeyAsync(user));
        Require(await users.SetTwoFactorEnabledAsync(user, false));
    }

    private static void Require(IdentityResult result)
    {
        if (!result.Succeeded) throw new InvalidOperationException(string.Join(" ", result.Errors.Select(error => error.Description)));
    }
}
