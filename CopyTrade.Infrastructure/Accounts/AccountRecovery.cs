using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts.SecondFactor;
using CopyTrade.Infrastructure.Persistence.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Accounts;

/// <summary>Lets a person in again who forgot the password or lost the second factor. For whoever runs the installation: neither asks for the old one, and both end every session.</summary>
public sealed partial class AccountRecovery(UserManager<AppUser> users, AuthenticatorKeys keys, ILogger<AccountRecovery> logger)
{
    /// <summary>Gives the account another password, also one that had none, and lifts its lockout.</summary>
    /// <returns>Why not, in Identity's own codes; empty when it is done.</returns>
    public async Task<IReadOnlyList<AccountRefusal>> SetPasswordAsync(UserId user, string password)
    {
        var known = await FindAsync(user);
        var set = await users.ResetPasswordAsync(known, await users.GeneratePasswordResetTokenAsync(known), password);
        if (set.Succeeded) set = await users.SetLockoutEndDateAsync(known, null);
        if (set.Succeeded) set = await users.ResetAccessFailedCountAsync(known);
        if (set.Succeeded) Log.PasswordSet(logger, user);
        return [.. set.Errors.Select(error => new AccountRefusal(error.Code, error.Description))];
    }

    /// <summary>Asks for no code any more.</summary>
    /// <returns>False when it was off already.</returns>
    public async Task<bool> TurnSecondFactorOffAsync(UserId user)
    {
        var known = await FindAsync(user);
        if (!await users.GetTwoFactorEnabledAsync(known)) return false;
        await keys.TurnOffAsync(known);
        Log.SecondFactorOff(logger, user);
        return true;
    }

    private async Task<AppUser> FindAsync(UserId user) => await users.FindByIdAsync(user.ToString()) ?? throw new InvalidOperationException($"There is no user {user}.");

    private static partial class Log
    {
        [LoggerMessage(EventId = 1103, Level = LogLevel.Warning, Message = "The password of user {UserId} was set by whoever runs this installation; every session ended.")]
        public static partial void PasswordSet(ILogger logger, UserId userId);

        [LoggerMessage(EventId = 1104, Level = LogLevel.Warning, Message = "Two-factor sign-in of user {UserId} was turned off by whoever runs this installation; every session ended.")]
        public static partial void SecondFactorOff(ILogger logger, UserId userId);
    }
}
