namespace CopyTrade.Domain.Mirroring;

/// <summary>What a fill means for our holding (R0.24).</summary>
public enum MirrorBranch
{
    /// <summary>No position-aware meaning: the fill was refused before.</summary>
    None,

    /// <summary>We hold nothing of this market through this target.</summary>
    NewEntry,

    /// <summary>We hold the same token.</summary>
    Layer,

    /// <summary>We hold the other token of a binary market.</summary>
    Hedge,

    /// <summary>They sell what we hold.</summary>
    SellClose,
}
