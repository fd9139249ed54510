namespace CopyTrade.Web.Identity;

/// <summary>What somebody gave to prove that it is the person; empty where nothing is asked for.</summary>
public sealed record PersonAnswer(string Password, string Code)
{
    /// <summary>Without the secrets.</summary>
    public override string ToString() => "a person's answer";
}
