using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Simulation;

/// <summary>What became of a paper order when it reached the book.</summary>
public abstract record PaperOutcome
{
    private PaperOutcome()
    {
    }

    /// <param name="Reason">Which check it failed.</param>
    /// <param name="Detail">One sentence with the values.</param>
    public sealed record Refused(PaperRefusal Reason, string Detail) : PaperOutcome;

    /// <param name="Matches">Best level first; empty for an order that rests as a whole.</param>
    /// <param name="Rests">Whether a remainder waits in the book.</param>
    public sealed record Taken(IReadOnlyList<PaperMatch> Matches, bool Rests) : PaperOutcome
    {
        /// <summary>Shares matched.</summary>
        public Shares Shares => Matches.Aggregate(Shares.Zero, (sum, match) => sum + match.Shares);

        /// <summary>Dollars of the matches without fees, not rounded.</summary>
        public decimal Dollars => Matches.Sum(match => match.Shares.Quantity * match.Price.Value);

        /// <summary>Fees of the matches.</summary>
        public Usdc Fees => Matches.Aggregate(Usdc.Zero, (sum, match) => sum + match.Fee);
    }
}
