namespace CopyTrade.Domain.Trading.Canary;

/// <summary>Where a canary stands.</summary>
public enum CanaryStage
{
    /// <summary>Asked for; a host with keys looks for a market.</summary>
    Requested,

    /// <summary>The purchase is on its way.</summary>
    Buying,

    /// <summary>Bought; not final on chain yet.</summary>
    Settling,

    /// <summary>The sale is on its way.</summary>
    Selling,

    /// <summary>Bought and sold.</summary>
    Done,

    /// <summary>Ended with a reason.</summary>
    Ended,
}
