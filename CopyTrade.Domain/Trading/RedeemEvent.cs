namespace CopyTrade.Domain.Trading;

/// <summary>Something that happened to a redeem job.</summary>
public abstract record RedeemEvent
{
    private RedeemEvent()
    {
    }

    /// <summary>Its turn has come; written before anything is asked of the chain.</summary>
    public sealed record Claim : RedeemEvent;

    /// <summary>A transaction is on its way.</summary>
    public sealed record Sent : RedeemEvent;

    /// <summary>The transaction succeeded, deep enough to stay.</summary>
    public sealed record Confirm : RedeemEvent;

    /// <summary>It is proven that nothing was done: refused before signing, or reverted in a block that stays.</summary>
    /// <param name="Attempts">How often it was tried.</param>
    public sealed record Fail(int Attempts) : RedeemEvent;

    /// <summary>It can never be done as it is.</summary>
    public sealed record Refuse : RedeemEvent;

    /// <summary>Nothing is there to be redeemed.</summary>
    public sealed record Skip : RedeemEvent;

    /// <summary>The chain took a confirmed transaction back.</summary>
    public sealed record Reorganise : RedeemEvent;
}
