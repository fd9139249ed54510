using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Ledger;

/// <summary>An entry of the journal: postings that sum to zero. It is never changed.</summary>
public sealed record LedgerEntry
{
    /// <exception cref="ArgumentException">Nothing is posted, or the postings do not sum to zero.</exception>
    public LedgerEntry(LedgerFact fact, LedgerKind kind, params IReadOnlyList<LedgerPosting> postings)
    {
        var left = postings.Aggregate(Usdc.Zero, (sum, posting) => sum + posting.Amount);
        if (postings.Count == 0 || left != Usdc.Zero) throw new ArgumentException($"The postings of {fact.Source} sum to {left}, not to zero.", nameof(postings));
        (Source, At, Place, Kind, Postings) = (fact.Source, fact.At, fact.Place, kind, postings);
    }

    /// <summary>The row that it comes from; unique in an account's ledger.</summary>
    public string Source { get; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset At { get; }

    /// <summary>By what it can be attributed.</summary>
    public LedgerPlace Place { get; }

    /// <summary>What it is about.</summary>
    public LedgerKind Kind { get; }

    /// <summary>Together zero.</summary>
    public IReadOnlyList<LedgerPosting> Postings { get; }
}
