namespace CopyTrade.Domain.Venue.Chain;

/// <summary>What the chain says about a transaction of ours.</summary>
public abstract record TransactionSighting
{
    private TransactionSighting()
    {
    }

    /// <summary>No block has it, but its number is still free: it may come.</summary>
    public sealed record Waiting : TransactionSighting;

    /// <summary>In a block.</summary>
    /// <param name="Depth">Blocks on top of its own; zero for the newest block.</param>
    /// <param name="Succeeded">False when the contract refused it.</param>
    public sealed record InBlock(long Depth, bool Succeeded) : TransactionSighting;

    /// <summary>No block has it, and another transaction of the same account has used its number, deep enough to stay.</summary>
    /// <param name="ByItsReplacement">True when that other one is the same call with a higher fee.</param>
    public sealed record Overtaken(bool ByItsReplacement) : TransactionSighting;

    /// <summary>The node refuses it and it was never with another: it is nowhere.</summary>
    public sealed record RefusedByNode : TransactionSighting;

    /// <summary>A node took it, or may have.</summary>
    public sealed record Sent : TransactionSighting;
}
