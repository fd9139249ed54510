namespace CopyTrade.Benchmarks.Hosting;

/// <summary>What the application asked of the database in one go: a transaction, or a statement of its own.</summary>
/// <param name="Statements">The beginning of each statement's text, without superfluous space.</param>
/// <param name="RoundTrips">How often the application waited for an answer.</param>
/// <param name="EndedAt">When the last answer came.</param>
public sealed record WireUnit(IReadOnlyList<string> Statements, int RoundTrips, DateTimeOffset EndedAt)
{
    public bool Has(string text) => Statements.Any(statement => statement.Contains(text, StringComparison.Ordinal));

    public int Count(string text) => Statements.Count(statement => statement.StartsWith(text, StringComparison.OrdinalIgnoreCase));
}
