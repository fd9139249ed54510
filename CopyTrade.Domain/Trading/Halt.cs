namespace CopyTrade.Domain.Trading;

/// <summary>A refusal of new risk that holds now.</summary>
/// <param name="Kind">Pause stops mirrored entries; halt stops every entry.</param>
/// <param name="IsPlatform">True when an operator set it for everybody.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="SetAt">Since when.</param>
public sealed record Halt(HaltKind Kind, bool IsPlatform, string? Reason, DateTimeOffset SetAt);
