namespace CopyTrade.Domain.Signals;

/// <summary>A named set of rules; a tenant may run several at once (R1.18).</summary>
/// <param name="Id">Part of the idempotency key of its orders.</param>
/// <param name="Name">Part of the book of its lots, so it never changes: 1 to 13 of a–z, 0–9 and hyphen.</param>
/// <param name="Terms">Its rules.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="DisabledAt">When it was closed; null while it takes intents.</param>
public sealed record SignalProfile(SignalProfileId Id, string Name, SignalTerms Terms, DateTimeOffset CreatedAt, DateTimeOffset? DisabledAt)
{
    /// <summary>Longest name: with a wallet behind it it still is a book.</summary>
    public const int LongestName = 13;

    /// <summary>Whether this may be a name.</summary>
    public static bool IsName(string? text) => text is { Length: > 0 and <= LongestName } && text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');
}
