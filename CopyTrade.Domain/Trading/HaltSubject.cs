using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Trading;

/// <summary>What a tenant pauses or halts.</summary>
public sealed record HaltSubject
{
    private HaltSubject(HaltScope scope, string? subject) => (Scope, Subject) = (scope, subject);

    /// <summary>All of the tenant's trading.</summary>
    public static HaltSubject Everything { get; } = new(HaltScope.Tenant, null);

    /// <summary>How far it reaches; never the platform.</summary>
    public HaltScope Scope { get; }

    /// <summary>The book, or the market's condition; null for everything.</summary>
    public string? Subject { get; }

    /// <summary>One book.</summary>
    /// <exception cref="ArgumentException">Empty, or longer than 64 characters.</exception>
    public static HaltSubject OfBook(string book) => book is { Length: > 0 and <= 64 } ? new(HaltScope.Book, book) : throw new ArgumentException("A book is 1 to 64 characters.", nameof(book));

    /// <summary>One market.</summary>
    public static HaltSubject OfMarket(ConditionId market) => new(HaltScope.Market, market.Value);
}
