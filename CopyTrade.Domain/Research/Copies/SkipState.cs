namespace CopyTrade.Domain.Research.Copies;

/// <summary>How sure it is what a skip would have made.</summary>
public enum SkipState
{
    /// <summary>They sold all of it, or the market was resolved.</summary>
    Final,

    /// <summary>Valued at the last mark; valued again.</summary>
    Open,

    /// <summary>What it is worth is not known yet.</summary>
    Unpriced,

    /// <summary>Cannot be told; the row says why.</summary>
    NotComputable,
}
