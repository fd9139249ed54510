namespace CopyTrade.Infrastructure.Accounts.ApiKeys;

/// <summary>An API key as its owner sees it again: never the key itself.</summary>
public sealed record ApiKeyRow(
    Guid Id,
    string Name,
    string Prefix,
    IReadOnlyList<string> Scopes,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? RevokedAt);
