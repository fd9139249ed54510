namespace CopyTrade.Domain.Accounts.Preflight;

/// <summary>How a check stands. What is not known is not well.</summary>
public enum CheckState
{
    /// <summary>Its facts are still being read.</summary>
    Running,

    /// <summary>Right.</summary>
    Passed,

    /// <summary>Trading works; something should be put right all the same.</summary>
    Warned,

    /// <summary>Trading does not work before this is put right.</summary>
    Failed,

    /// <summary>Whoever knows did not answer.</summary>
    Unknown,
}
