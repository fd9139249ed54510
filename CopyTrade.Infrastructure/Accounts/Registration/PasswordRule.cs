namespace CopyTrade.Infrastructure.Accounts.Registration;

/// <summary>What every way to an account asks of a password: page, API and command line alike. Length is what protects; composition rules only make passwords worse (NIST SP 800-63B).</summary>
public static class PasswordRule
{
    /// <summary>Characters of the shortest password.</summary>
    public const int ShortestLength = 12;

    /// <summary>So that it is not one letter twelve times.</summary>
    public const int DifferentCharacters = 5;
}
