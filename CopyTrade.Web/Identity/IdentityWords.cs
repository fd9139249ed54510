using CopyTrade.Infrastructure.Accounts;
using Microsoft.AspNetCore.Identity;

namespace CopyTrade.Web.Identity;

/// <summary>Identity's refusals as sentences for people.</summary>
public static class IdentityWords
{
    public static string Of(IdentityResult result) => Join(result.Errors.Select(error => Of(error.Code, error.Description)));

    public static string Of(IEnumerable<AccountRefusal> reasons) => Join(reasons.Select(reason => Of(reason.Code, reason.Message)));

    // One address gives two errors, as it is the user name too.
    private static string Join(IEnumerable<string> sentences) => string.Join(" ", sentences.Distinct());

    private static string Of(string code, string otherwise) => code switch
    {
        nameof(IdentityErrorDescriber.DuplicateEmail) or nameof(IdentityErrorDescriber.DuplicateUserName) => "This address cannot be registered. If it is yours, sign in instead.",
        nameof(IdentityErrorDescriber.PasswordTooShort) => $"The password needs at least {SignInSettings.ShortestPassword} characters.",
        nameof(IdentityErrorDescriber.PasswordRequiresUniqueChars) => $"The password needs at least {SignInSettings.DifferentCharacters} different characters.",
        nameof(IdentityErrorDescriber.PasswordMismatch) => "The current password is not right.",
        nameof(IdentityErrorDescriber.InvalidEmail) or nameof(IdentityErrorDescriber.InvalidUserName) => "That is not an address we can take: letters, digits and . _ - + @ only.",
        nameof(IdentityErrorDescriber.ConcurrencyFailure) => "The account was changed at the same moment. Try again.",
        _ => otherwise,
    };
}
