namespace CopyTrade.Domain.Venue;

/// <summary>A book that changed.</summary>
/// <param name="Token">Whose.</param>
/// <param name="Since">When the first change was heard of that was not told yet, as a timestamp of the running clock.</param>
public readonly record struct BookChange(TokenId Token, long Since);
