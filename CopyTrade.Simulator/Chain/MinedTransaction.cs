namespace CopyTrade.Simulator.Chain;

/// <summary>A customer's transaction with the block that has it, or will have it.</summary>
internal sealed record MinedTransaction(string Hash, string From, string To, long Nonce, long Block)
{
    /// <summary>Null until its block comes.</summary>
    public bool? Succeeded { get; set; }
}
