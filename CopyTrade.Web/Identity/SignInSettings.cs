using System.ComponentModel.DataAnnotations;
using Rule = CopyTrade.Infrastructure.Accounts.Registration.PasswordRule;

namespace CopyTrade.Web.Identity;

/// <summary>Section "Identity".</summary>
public sealed class SignInSettings
{
    /// <summary>Characters of the shortest password.</summary>
    public const int ShortestPassword = Rule.ShortestLength;

    /// <summary>So that it is not one letter twelve times.</summary>
    public const int DifferentCharacters = Rule.DifferentCharacters;

    public const string PasswordRule = "At least 12 characters, 5 of them different. A few words are better than one with signs in it.";

    /// <summary>Open pages notice a changed password, role or "sign out everywhere" after this long.</summary>
    [Range(5, 3600)]
    public int RevalidateSeconds { get; init; } = 60;

    /// <summary>Idle time after which a session ends.</summary>
    [Range(1, 168)]
    public int SessionHours { get; init; } = 12;

    /// <summary>The same with "keep me signed in".</summary>
    [Range(1, 90)]
    public int RememberDays { get; init; } = 14;

    /// <summary>A session ends this long after its sign-in, however much it is used.</summary>
    [Range(1, 365)]
    public int LongestDays { get; init; } = 30;

    /// <summary>Wrong passwords or codes in a row that lock an account.</summary>
    [Range(3, 100)]
    public int WrongAttempts { get; init; } = 5;

    [Range(1, 1440)]
    public int LockoutMinutes { get; init; } = 5;

    /// <summary>Posts to the sign-in and registration pages from one address in a minute.</summary>
    [Range(1, 10_000)]
    public int AttemptsPerMinute { get; init; } = 30;

    /// <summary>False: once an account exists, nobody registers from the page.</summary>
    public bool OpenRegistration { get; init; } = true;
}
