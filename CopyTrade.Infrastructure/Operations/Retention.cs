namespace CopyTrade.Infrastructure.Operations;

/// <summary>Finished rows of one kind, forgotten once they are old enough. Never what is under way, never money, never a decision.</summary>
/// <param name="Days">How long they are kept, days.</param>
/// <param name="Old">Ids of rows of <c>@tenants</c> that ended before <c>@before</c>, the oldest first, at most <c>@most</c>.</param>
/// <param name="Forget">Deletes them, <c>@ids</c>: what hangs on a row before the row.</param>
internal sealed record Retention(Func<RetentionOptions, int> Days, string Old, params IReadOnlyList<string> Forget);
