namespace CopyTrade.Domain.Alerts;

/// <summary>A program that may send alerts.</summary>
/// <param name="Id">Its own.</param>
/// <param name="Name">What its alerts carry as source; stays for good.</param>
/// <param name="Address">What a sender of signed messages puts in the address: tells whose they are, and is no secret.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="DisabledAt">UTC; null while it may send.</param>
/// <param name="Secrets">Those that count, newest first: two of a kind at most, so that one can be replaced without a gap.</param>
public sealed record AlertSource(Guid Id, string Name, string Address, DateTimeOffset CreatedAt, DateTimeOffset? DisabledAt, IReadOnlyList<AlertSecret> Secrets);
