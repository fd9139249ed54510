namespace CopyTrade.Web.Identity;

/// <summary>Authorisation policies by what they allow.</summary>
public static class Policies
{
    /// <summary>Operators' pages: jobs and health.</summary>
    public const string Operate = "operate";

    /// <summary>Users and the platform halt.</summary>
    public const string Administer = "administer";
}
