namespace CopyTrade.Domain.Venue.Chain;

/// <summary>What became of the wish to do something on the chain.</summary>
public abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>A transaction of this purpose is on its way: this one, or the one that was before.</summary>
    /// <param name="Transaction">The row in the ledger of transactions.</param>
    /// <param name="Hash">Its hash on the chain.</param>
    /// <param name="IsNew">False when it was on its way already and nothing was made.</param>
    public sealed record OnItsWay(ChainTransactionId Transaction, TransactionHash Hash, bool IsNew) : SendOutcome;

    /// <summary>Nothing was signed; waiting or acting may help, as the sentence says.</summary>
    public sealed record Refused(ChainRefusal Reason, string Message) : SendOutcome;
}
